package io.millrace.workloads.shop.retail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * Turns the text of a line into values. The file does not name a time zone: its dates are read as UTC.
 *
 * <p>Prices are rounded to cents, half up. Values that repeat are held once, because half a million lines share them.
 */
final class RetailLineReader {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter SPREADSHEET = DateTimeFormatter.ofPattern("M/d/yyyy H:mm", Locale.ROOT);

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, BigDecimal> prices = new HashMap<>();
    private String lastTimeText = "";
    private Instant lastTime = Instant.EPOCH;

    /**
     * The line; its customer column must not be empty.
     *
     * @throws NumberFormatException or DateTimeException if a value is not what its column promises
     */
    RetailLine read(CSVRecord record) {
        return new RetailLine(
                once(record.get(0)),
                once(record.get(1)),
                once(record.get(2)),
                Integer.parseInt(record.get(3)),
                time(record.get(4)),
                prices.computeIfAbsent(record.get(5), text -> new BigDecimal(text).setScale(2, RoundingMode.HALF_UP)),
                customer(record.get(6)),
                once(record.get(7)));
    }

    /** Numbers that went through a spreadsheet have a fraction: 17850.0. */
    private static int customer(String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException e) {
            throw new NumberFormatException("Not a customer number: " + text);
        }
    }

    private Instant time(String text) throws DateTimeException {
        if (!text.equals(lastTimeText)) {
            DateTimeFormatter form = text.indexOf('/') < 0 ? ISO : SPREADSHEET;
            lastTime = LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
            lastTimeText = text;
        }
        return lastTime;
    }

    private String once(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }
}
