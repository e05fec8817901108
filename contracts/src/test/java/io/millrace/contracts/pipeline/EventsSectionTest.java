package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventsSectionTest {
    private static final String FILE =
            """
            name: video
            source:
              url: jdbc:postgresql://localhost:5432/video
              user: millrace
              partitions: 3
              tables: {public.users: {}, public.titles: {}}
            recommend:
              users: {table: public.users, id: id}
              items: {table: public.titles, id: id}
              interactions:
                play: {table: public.titles, user: id, item: id, at: id}
            """;

    @Test
    void everyPipelineHasFeedback() {
        // When
        Pipeline pipeline = parse("");
        // Then
        assertThat(pipeline.events()).extracting(EventType::name).containsExactly("impression", "click");
        EventType click = pipeline.event("click").orElseThrow();
        assertThat(click.topic()).isEqualTo("millrace.video.events.click");
        assertThat(click.partitions()).isEqualTo(3);
        assertThat(click.key()).isEqualTo("user");
    }

    @Test
    void aTypeIsAsTheFileSays() {
        // When
        EventType play = parse(
                        """
                        events:
                          play:
                            fields:
                              viewer: {type: uuid, required: true}
                              seconds: integer
                              begun: timestamp
                            key: viewer
                            at: begun
                            topic: watch-history
                            keep: latest
                            partitions: 6
                          search:
                            fields: {viewer: {type: integer, required: true}}
                            key: viewer
                            keep: 30d
                        """)
                .event("play")
                .orElseThrow();
        // Then
        assertThat(play)
                .isEqualTo(new EventType(
                        "play",
                        List.of(
                                EventField.required("viewer", FieldType.UUID),
                                EventField.optional("seconds", FieldType.INTEGER),
                                EventField.optional("begun", FieldType.TIMESTAMP)),
                        "viewer",
                        Optional.of("begun"),
                        "watch-history",
                        6,
                        new Keeping.Latest()));
    }

    @Test
    void timeAndPlaceHaveDefaults() {
        EventType search = parse("events: {search: {fields: {user: {type: string, required: true}}, key: user}}")
                .event("search")
                .orElseThrow();
        assertThat(search.keeping()).isEqualTo(new Keeping.For(Duration.ofDays(7)));
        assertThat(search.topic()).isEqualTo("millrace.video.events.search");
        assertThat(search.at()).isEmpty();
    }

    @Test
    void allProblemsAreReportedTogetherWithTheirPlace() {
        assertThatThrownBy(
                        () -> parse(
                                """
                                events:
                                  click: {fields: {user: string}, key: user}
                                  Play: {fields: {user: {type: string, required: true}}, key: user}
                                  login:
                                    fields: {user: strng, offset: integer, seconds: {required: true}}
                                    key: usr
                                    at: user
                                    keep: forever
                                    topic: millrace.x
                                    partitons: 2
                                  pause:
                                    fields: {user: string}
                                    key: user
                                    topic: one
                                  resume:
                                    fields: {user: {type: number, required: true}}
                                    key: user
                                    topic: one
                                    partitions: 0
                                """))
                .hasMessageContaining("'events.click' is built in")
                .hasMessageContaining("'events.Play' is no name of an event type")
                .hasMessageContaining("'events.login.fields.user' is 'strng': the types are")
                .hasMessageContaining("Did you mean 'string'?")
                .hasMessageContaining("'events.login.fields.offset' is a column that the lake adds")
                .hasMessageContaining("'events.login.fields.seconds.type' is missing")
                .hasMessageContaining(
                        "'events.login.key' is 'usr', which is not among the fields. Did you mean 'user'?")
                .hasMessageContaining("'events.login.at' is 'user', which is no timestamp")
                .hasMessageContaining("'events.login.keep' is 'forever': a number of days such as '30d', or 'latest'")
                .hasMessageContaining("'events.login.topic' may have letters")
                .hasMessageContaining("Unknown key 'events.login.partitons'. Did you mean 'partitions'?")
                .hasMessageContaining("'events.pause.key' is 'user', which events may lack")
                .hasMessageContaining("'events.resume.topic' is one, which is the topic of 'pause' already")
                .hasMessageContaining("'events.resume.key' is 'user', a number")
                .hasMessageContaining("'events.resume.partitions' must be from 1 to 1000, but is 0");
    }

    private static Pipeline parse(String events) {
        return PipelineFile.parse(FILE + events, name -> null);
    }
}
