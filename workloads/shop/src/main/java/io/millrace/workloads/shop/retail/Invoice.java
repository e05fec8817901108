package io.millrace.workloads.shop.retail;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The lines that were accepted of one invoice and customer, never empty; its time is that of its earliest line. */
record Invoice(String number, int customer, Instant time, List<RetailLine> lines) {
    /** The order in which the shop wrote them: by time, then by number; cancellations after the orders of a minute. */
    static final Comparator<Invoice> BY_TIME =
            Comparator.comparing(Invoice::time).thenComparing(Invoice::number).thenComparing(Invoice::customer);

    static Invoice of(List<RetailLine> lines) {
        RetailLine first = lines.get(0);
        Instant time = lines.stream()
                .map(RetailLine::time)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Invoice(first.invoice(), first.customer(), time, List.copyOf(lines));
    }

    boolean isCancellation() {
        return lines.get(0).isCancellation();
    }

    String country() {
        return lines.get(0).country();
    }
}
