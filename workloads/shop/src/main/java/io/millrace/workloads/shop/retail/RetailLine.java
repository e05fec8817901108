package io.millrace.workloads.shop.retail;

import java.math.BigDecimal;
import java.time.Instant;

/** One line of the file, readable and with a customer; equal to another one exactly if every column is. */
record RetailLine(
        String invoice,
        String stockCode,
        String description,
        int quantity,
        Instant time,
        BigDecimal price,
        int customer,
        String country) {

    /** The publisher's mark for an invoice that takes back an earlier one. */
    boolean isCancellation() {
        return invoice.startsWith("C");
    }
}
