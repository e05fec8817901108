package io.millrace.features.interaction;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.features.LakeFixture;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.schema.ColumnMarks;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables that are nothing like a shop: uuid and text ids, times without a zone, two kinds of interactions. */
class InteractionEventsTest {
    private static final Position POSITION = Position.parse("1:0/10");
    private static final String ANNA = "6f1e0d1c-0000-4000-8000-000000000001";
    private static final String BERTA = "6f1e0d1c-0000-4000-8000-000000000002";
    private static final LakeFixture LAKE = LakeFixture.create();

    private static List<Row> events;

    @BeforeAll
    static void compute() {
        Pipeline pipeline = PipelineFile.parse(
                """
                name: video
                source:
                  url: jdbc:postgresql://localhost:5432/video
                  user: millrace
                  tables: {viewers: {}, films: {}, sessions: {}, views: {}, likes: {}}
                recommend:
                  timezone: Europe/Berlin
                  users: {table: viewers, id: id}
                  items: {table: films, id: slug}
                  interactions:
                    view:
                      table: views
                      through: {table: sessions, by: session_id}
                      user: sessions.viewer
                      item: film
                      at: seen_at
                      weight: {column: minutes, factor: 0.5}
                    like:
                      table: likes
                      user: viewer
                      item: film
                      at: on_day
                      weight: 3
                      only: {retracted: [false]}
                """,
                name -> null);
        LAKE.table("video", "viewers", POSITION, LAKE.rows("id string", row(ANNA), row(BERTA)))
                .table("video", "films", POSITION, LAKE.rows("slug string", row("007"), row("alien")))
                .table(
                        "video",
                        "sessions",
                        POSITION,
                        // Its key has another name than what refers to it, and another column has a more usual one.
                        LAKE.rows(
                                        "id bigint, viewer string, number bigint",
                                        row(2L, ANNA, 1L),
                                        row(1L, BERTA, 2L),
                                        row(4L, null, 3L),
                                        row(3L, "gone", 4L))
                                .withMetadata(
                                        "number",
                                        ColumnMarks.of(
                                                SESSIONS, SESSIONS.columns().get(0))))
                .table(
                        "video",
                        "views",
                        POSITION,
                        LAKE.rows(
                                "session_id int, film string, seen_at timestamp_ntz, minutes string",
                                row(1, "007", LocalDateTime.parse("2026-07-01T12:00:00"), "90"),
                                row(2, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "10.5"),
                                row(2, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "none"),
                                row(2, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "-3"),
                                row(3, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "10"),
                                row(4, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "10"),
                                row(5, "alien", LocalDateTime.parse("2026-01-01T12:00:00"), "10"),
                                row(1, "unknown", LocalDateTime.parse("2026-01-01T12:00:00"), "10"),
                                row(1, "alien", null, "10")))
                .table(
                        "video",
                        "likes",
                        POSITION,
                        LAKE.rows(
                                "viewer string, film string, on_day date, retracted boolean",
                                row(ANNA, "alien", java.sql.Date.valueOf("2026-07-02"), false),
                                row(BERTA, "alien", java.sql.Date.valueOf("2026-07-02"), true)));
        var silver = new SilverTables(LAKE.lake(), LAKE.publish("video", POSITION, Instant.EPOCH));
        events = new InteractionEvents(
                        silver, new EventTables(LAKE.lake(), new LakeNames("video")), pipeline, List.of())
                .rows()
                .collectAsList();
    }

    private static final TableSchema SESSIONS = new TableSchema(
            TableId.parse("sessions"),
            List.of(new TableSchema.Column("number", ColumnType.of(ColumnType.Kind.INT64), false, "bigint")),
            List.of("number"));

    private static Row row(Object... values) {
        return RowFactory.create(values);
    }

    @Test
    void onlyRowsThatMeanSomethingAreInteractions() {
        var described = new TreeSet<String>();
        events.forEach(event -> described.add("%s %s %s %s"
                .formatted(event.getAs("kind"), event.getAs("user"), event.getAs("item"), event.getAs("weight"))));

        assertThat(described)
                .containsExactly(
                        "like " + ANNA + " alien 3.0", "view " + ANNA + " 007 45.0", "view " + BERTA + " alien 5.25");
    }

    @Test
    void timesWithoutAZoneAreReadInThePipelinesZone() {
        assertThat(at("007")).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
        assertThat(events.stream()
                        .filter(event -> event.getAs("kind").equals("like"))
                        .map(event -> event.<Timestamp>getAs("at").toInstant()))
                .containsExactly(Instant.parse("2026-07-01T22:00:00Z"));
    }

    private static Instant at(String item) {
        return events.stream()
                .filter(event -> event.getAs("item").equals(item))
                .findFirst()
                .orElseThrow()
                .<Timestamp>getAs("at")
                .toInstant();
    }
}
