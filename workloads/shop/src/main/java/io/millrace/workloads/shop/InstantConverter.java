package io.millrace.workloads.shop;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant, a date (its first moment in UTC), or {@code today}. */
final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            if (text.equals("today")) {
                return startOf(LocalDate.now(ZoneOffset.UTC));
            }
            return text.contains("T") ? Instant.parse(text) : startOf(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'%s' is not a time; write 2026-07-01, 2026-07-01T12:00:00Z or today".formatted(text));
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
