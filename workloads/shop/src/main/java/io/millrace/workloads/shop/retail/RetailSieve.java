package io.millrace.workloads.shop.retail;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;

/** Keeps the lines that a shop can hold, and counts each other one under exactly one reason. */
final class RetailSieve implements Consumer<CSVRecord> {
    private static final Set<String> NOT_PRODUCTS = Set.of(
            "POST", "DOT", "M", "C2", "D", "S", "B", "PADS", "CRUK", "AMAZONFEE", "BANK CHARGES", "TEST001", "TEST002");
    private static final String VOUCHER = "GIFT_";

    private final RetailLineReader reader = new RetailLineReader();
    private final Set<RetailLine> seen = new HashSet<>();
    private final List<RetailLine> accepted = new ArrayList<>();
    private final SkipCounts skipped = new SkipCounts();
    private long read;

    @Override
    public void accept(CSVRecord record) {
        read++;
        firstProblem(record).ifPresent(skipped::add);
    }

    private Optional<SkipReason> firstProblem(CSVRecord record) {
        if (record.size() != RetailFile.HEADER.size()) {
            return Optional.of(SkipReason.UNREADABLE);
        }
        if (record.get(2).isEmpty()) {
            return Optional.of(SkipReason.NO_DESCRIPTION);
        }
        if (record.get(6).isEmpty()) {
            return Optional.of(SkipReason.NO_CUSTOMER);
        }
        try {
            return firstProblem(reader.read(record));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.of(SkipReason.UNREADABLE);
        }
    }

    private Optional<SkipReason> firstProblem(RetailLine line) {
        if (!seen.add(line)) {
            return Optional.of(SkipReason.DUPLICATE);
        }
        if (!isProduct(line.stockCode())) {
            return Optional.of(SkipReason.NOT_A_PRODUCT);
        }
        if (line.quantity() == 0 || line.isCancellation() != line.quantity() < 0) {
            return Optional.of(SkipReason.WRONG_SIGN);
        }
        if (line.price().compareTo(BigDecimal.ZERO) <= 0) {
            return Optional.of(SkipReason.ZERO_PRICE);
        }
        accepted.add(line);
        return Optional.empty();
    }

    private static boolean isProduct(String stockCode) {
        String code = stockCode.toUpperCase(Locale.ROOT);
        return !code.isEmpty() && !NOT_PRODUCTS.contains(code) && !code.startsWith(VOUCHER);
    }

    long read() {
        return read;
    }

    SkipCounts skipped() {
        return skipped;
    }

    /** The accepted lines in file order. */
    List<RetailLine> accepted() {
        return accepted;
    }

    /** The accepted lines as invoices, in the order in which they were written. */
    List<Invoice> invoices() {
        record Key(String number, int customer) {}
        Map<Key, List<RetailLine>> lines = new LinkedHashMap<>();
        for (RetailLine line : accepted) {
            lines.computeIfAbsent(new Key(line.invoice(), line.customer()), key -> new ArrayList<>())
                    .add(line);
        }
        return lines.values().stream().map(Invoice::of).sorted(Invoice.BY_TIME).toList();
    }
}
