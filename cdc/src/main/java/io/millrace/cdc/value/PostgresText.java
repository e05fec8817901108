package io.millrace.cdc.value;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.data.SpecialValueDecimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.postgresql.geometric.PGbox;
import org.postgresql.geometric.PGcircle;
import org.postgresql.geometric.PGline;
import org.postgresql.geometric.PGlseg;
import org.postgresql.geometric.PGpath;
import org.postgresql.geometric.PGpoint;
import org.postgresql.geometric.PGpolygon;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * Brings a value back to the text that Postgres writes for it, so that a row has one form whether a snapshot read it as
 * text or the replication stream had it parsed.
 */
final class PostgresText {
    /**
     * Stands for a value that the source did not send because it did not change. Compared by identity: no text of a user
     * can be mistaken for it.
     */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static final String UNCHANGED = new String("unchanged");

    private PostgresText() {}

    /** The text of a value; null for null. */
    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
            return UNCHANGED;
        }
        if (value instanceof SpecialValueDecimal decimal) {
            return decimal.getDecimalValue().map(BigDecimal::toPlainString).orElseGet(() -> special(decimal));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof PGInterval interval) {
            return IntervalText.of(interval);
        }
        if (isGeometric(value)) {
            return GeometryText.of(((PGobject) value).getValue());
        }
        if (value instanceof PGobject object) {
            return object.getValue();
        }
        return temporal(value);
    }

    private static String special(SpecialValueDecimal decimal) {
        if (decimal.equals(SpecialValueDecimal.POSITIVE_INF)) {
            return "Infinity";
        }
        return decimal.equals(SpecialValueDecimal.NEGATIVE_INF) ? "-Infinity" : "NaN";
    }

    private static boolean isGeometric(Object value) {
        return value instanceof PGpoint
                || value instanceof PGbox
                || value instanceof PGcircle
                || value instanceof PGline
                || value instanceof PGlseg
                || value instanceof PGpath
                || value instanceof PGpolygon;
    }

    private static String temporal(Object value) {
        if (value instanceof LocalDate date) {
            if (date.equals(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE)) {
                return TemporalText.INFINITY;
            }
            return date.equals(PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE)
                    ? TemporalText.MINUS_INFINITY
                    : TemporalText.ofDate(date);
        }
        if (value instanceof Instant instant) {
            if (instant.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT)) {
                return TemporalText.INFINITY;
            }
            return instant.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT)
                    ? TemporalText.MINUS_INFINITY
                    : TemporalText.ofTimestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime moment) {
            if (moment.equals(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME)) {
                return TemporalText.INFINITY;
            }
            return moment.equals(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME)
                    ? TemporalText.MINUS_INFINITY
                    : TemporalText.ofMoment(moment);
        }
        return value instanceof OffsetTime time ? TemporalText.ofTime(time) : value.toString();
    }
}
