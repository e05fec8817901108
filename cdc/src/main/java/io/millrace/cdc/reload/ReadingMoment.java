package io.millrace.cdc.reload;

import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The moment at which rows are read.
 *
 * @param lsn its place in the log
 * @param from a position of the stream at or before it
 * @param files what named the files of each table just before it
 */
record ReadingMoment(int incarnation, long lsn, long from, long micros, Map<TableId, String> files) {
    ReadingMoment {
        files = Map.copyOf(files);
    }

    ReadingMoment(int incarnation, long lsn, long from, Map<TableId, String> files) {
        this(incarnation, lsn, from, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), files);
    }
}
