package io.millrace.ml.data;

import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeSplitTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Lake LAKE = TestLake.create();
    private static final Dataset<Row> HUNDRED_HOURS = TestLake.rows(
            LAKE,
            "at timestamp",
            IntStream.range(0, 100)
                    .mapToObj(hour -> RowFactory.create(Timestamp.from(START.plus(Duration.ofHours(hour)))))
                    .toArray(Row[]::new));

    @Test
    void theShareOfTheLatestEventsIsCutOff() {
        TimeSplit split = TimeSplit.of(HUNDRED_HOURS, 0.1, Optional.empty());

        assertThat(split.after(HUNDRED_HOURS).count()).isBetween(10L, 11L);
        assertThat(split.before(HUNDRED_HOURS).count()).isBetween(89L, 90L);
    }

    @Test
    void theWindowCountsBackFromTheNewestEvent() {
        TimeSplit split = TimeSplit.of(HUNDRED_HOURS, 0.1, Optional.of(Duration.ofHours(24)));

        assertThat(split.after(HUNDRED_HOURS).count()).isEqualTo(24);
    }

    @Test
    void nothingIsLostAndNothingIsInBothParts() {
        TimeSplit split = TimeSplit.of(HUNDRED_HOURS, 0.3, Optional.empty());

        assertThat(split.before(HUNDRED_HOURS).count()
                        + split.after(HUNDRED_HOURS).count())
                .isEqualTo(100);
    }
}
