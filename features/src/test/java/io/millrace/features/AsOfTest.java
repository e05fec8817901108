package io.millrace.features;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AsOfTest {
    private static final Instant SOURCE_TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final LakeFixture LAKE = LakeFixture.create();

    private static Dataset<Row> events(String... times) {
        return LAKE.rows(
                "at timestamp",
                Arrays.stream(times)
                        .map(time -> RowFactory.create(Timestamp.from(Instant.parse(time))))
                        .toArray(Row[]::new));
    }

    @Test
    void theNewestOfAllEventsCounts() {
        Instant asOf = AsOf.newest(
                Stream.of(events("2011-12-09T12:50:00Z"), events("2011-12-01T00:00:00Z", "2011-12-09T12:51:00Z")),
                SOURCE_TIME);

        assertThat(asOf).isEqualTo(Instant.parse("2011-12-09T12:51:00Z"));
    }

    @Test
    void anEventFarAheadOfTheSourcesClockIsNoEvent() {
        Dataset<Row> events = events("2099-01-01T00:00:00Z", "2026-03-01T12:00:01Z");

        Instant asOf = AsOf.newest(Stream.of(events), SOURCE_TIME);

        assertThat(asOf).isEqualTo(Instant.parse("2026-03-01T12:00:01Z"));
        assertThat(AsOf.until(events, asOf).count()).isEqualTo(1);
    }

    @Test
    void withoutEventsTheSourcesTimeCounts() {
        assertThat(AsOf.newest(Stream.of(events()), SOURCE_TIME)).isEqualTo(SOURCE_TIME);
    }
}
