package io.millrace.contracts.pipeline;

import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Interactions that are events. */
class EventInteractionsTest {
    private static final String FILE =
            """
            source:
              url: jdbc:postgresql://localhost:5432/video
              user: millrace
              tables: {users: {}, titles: {}, ratings: {}}
            events:
              play:
                fields:
                  viewer: {type: uuid, required: true}
                  title: integer
                  seconds: number
                  done: boolean
                  begun: timestamp
                  ended: timestamp
                key: viewer
                at: begun
              seat:
                fields: {viewer: {type: string, required: true}}
                key: viewer
                keep: latest
            recommend:
              users: {table: users, id: id}
              items: {table: titles, id: id}
              interactions:
            """;

    private static Pipeline parse(String interactions) {
        return PipelineFile.parse(FILE + interactions.indent(4), name -> null);
    }

    @Test
    void anEventIsAnInteractionAsTheFileSays() {
        // When
        Pipeline pipeline = parse(
                """
                play:
                  event: play
                  user: viewer
                  item: title
                  weight: {column: seconds, scale: log, factor: 2}
                  only: {done: [true]}
                rating: {table: ratings, user: user, item: title, at: at}
                finished: {event: play, user: viewer, item: title, at: ended}
                """);
        // Then
        assertThat(pipeline.recommend().interactions())
                .extracting(InteractionKind::name)
                .containsExactly("rating");
        assertThat(pipeline.eventInteractions())
                .containsExactly(
                        new EventInteraction(
                                "play",
                                "play",
                                "viewer",
                                "title",
                                Optional.of("begun"),
                                new Weight(Optional.of(new ColumnRef(false, "seconds")), Scale.LOG, 2),
                                Map.of("done", List.of("true"))),
                        new EventInteraction(
                                "finished", "play", "viewer", "title", Optional.of("ended"), Weight.ONE, Map.of()));
        assertThat(pipeline.typeOf(pipeline.eventInteractions().get(0)).topic())
                .isEqualTo("millrace.video.events.play");
    }

    @Test
    void clicksOnRecommendationsMayBeAllThereIs() {
        Pipeline pipeline = parse("click: {event: click, user: user, item: item, weight: 0.5}");

        assertThat(pipeline.recommend().interactions()).isEmpty();
        assertThat(pipeline.eventInteractions().get(0).at()).contains("at");
    }

    @Test
    void allProblemsAreReportedTogetherWithTheirPlace() {
        assertThatThrownBy(
                        () -> parse(
                                """
                        other: {event: plya, user: anybody, item: anything}
                        both: {event: play, table: ratings, user: viewer, item: title}
                        none: {user: viewer, item: title, at: begun}
                        wrong:
                          event: play
                          user: viewre
                          item: seconds
                          at: title
                          weight: {column: done}
                          only: {begun: [now], don: [true]}
                          through: {table: ratings, by: id}
                        weighed: {event: play, user: viewer, item: title, weight: ended}
                        lacking: {event: play}
                        kept: {event: seat, user: viewer, item: viewer}
                        """))
                .hasMessageContaining("'recommend.interactions.other.event' is 'plya', which is no type of the section"
                        + " 'events'. Did you mean 'play'?")
                .hasMessageNotContaining("anybody")
                .hasMessageContaining("'recommend.interactions.both' names the table 'ratings' and the event 'play'")
                .hasMessageContaining("'recommend.interactions.none.table' is missing")
                .hasMessageContaining("'recommend.interactions.wrong.user' names the field 'viewre', which events of"
                        + " 'play' do not have. Did you mean 'viewer'?")
                .hasMessageContaining("'recommend.interactions.wrong.item' names the field 'seconds', of type number;"
                        + " an id is a string, an integer or a uuid")
                .hasMessageContaining("'recommend.interactions.wrong.at' names the field 'title', of type integer;"
                        + " a time is a timestamp")
                .hasMessageContaining(
                        "'recommend.interactions.wrong.weight.column' names the field 'done', of type boolean;"
                                + " a weight is an integer or a number")
                .hasMessageContaining("'recommend.interactions.wrong.only' names the field 'begun', of type timestamp;"
                        + " a condition is on a string, an integer, a uuid or a boolean")
                .hasMessageContaining("'recommend.interactions.wrong.only' names the field 'don'")
                .hasMessageContaining("Unknown key 'recommend.interactions.wrong.through'")
                .hasMessageContaining(
                        "'recommend.interactions.weighed.weight' names the field 'ended', of type timestamp")
                .hasMessageContaining("'recommend.interactions.lacking.user' is missing")
                .hasMessageContaining("'recommend.interactions.lacking.item' is missing")
                .hasMessageContaining("'recommend.interactions.kept.event' is 'seat', whose topic keeps the newest");
    }
}
