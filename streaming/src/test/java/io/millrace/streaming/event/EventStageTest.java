package io.millrace.streaming.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.HopMessage.EventTie;
import io.millrace.streaming.wire.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventStageTest {
    private static final Pipeline PIPELINE = PipelineFile.parse(
            """
            source:
              url: jdbc:postgresql://localhost:5432/video
              user: millrace
              tables: {users: {}, titles: {}, ratings: {}}
            events:
              play:
                fields:
                  viewer: {type: integer, required: true}
                  title: uuid
                  seconds: integer
                  done: boolean
                  begun: timestamp
                key: viewer
                topic: watched
              login:
                fields: {viewer: {type: integer, required: true}, share: number, visits: integer, new: boolean, at: timestamp}
                key: viewer
                at: at
                topic: logins
                keep: 1d
            measures:
              watched:
                {event: login, aggregate: sum, value: share, by: {new: new, visits: visits}, windows: [all], only: {new: [true]}}
            recommend:
              users: {table: users, id: id}
              items: {table: titles, id: id}
              interactions:
                play: {event: play, user: viewer, item: title, at: begun, weight: {column: seconds, factor: 0.5}}
                rating: {table: ratings, user: user, item: title, at: at}
                done: {event: play, user: viewer, item: title, only: {done: [true]}}
                click: {event: click, user: user, item: item}
            """,
            name -> null);
    private static final String TITLE = "6f1e0d1c-0000-4000-8000-00000000000a";
    private static final Instant RECEIVED = Instant.parse("2026-03-01T00:00:00.000001Z");
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long RECEIVED_MICROS = 1_772_323_200_000_001L;

    private final List<HopMessage> told = new ArrayList<>();
    private final EventStage stage = new EventStage(PIPELINE, told::add);

    private void play(String fields) {
        send("watched", "play", "{\"viewer\":3,\"title\":\"%s\"%s}".formatted(TITLE, fields));
    }

    private void send(String topic, String type, String data) {
        try {
            var event = new PublishedEvent(
                    "7", type, RECEIVED, (ObjectNode) Json.mapper().readTree(data));
            stage.accept(topic, new EventCodec().encode(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EventTie tie(int kind, String item, long micros, double weight) {
        return new EventTie("3", kind, "{\"event_id\":\"7\"}", new Contribution(item, micros, weight));
    }

    @Test
    void aPlayIsAnInteractionOfEachKindThatItMeets() {
        play(",\"seconds\":90,\"done\":true,\"begun\":\"1970-01-01T00:00:01Z\"");

        assertThat(told).containsExactly(tie(1, TITLE, 1_000_000, 45), tie(2, TITLE, RECEIVED_MICROS, 1));
    }

    @Test
    void valuesHaveTheFormInWhichTheLakeHasThem() {
        send("watched", "play", "{\"viewer\":3,\"title\":\"%s\",\"seconds\":2}".formatted(TITLE.replace('a', 'A')));

        assertThat(told).containsExactly(tie(1, TITLE, RECEIVED_MICROS, 1));
    }

    @Test
    void feedbackIsTakenLikeEverythingElse() {
        send("millrace.video.events.click", "click", "{\"user\":3,\"item\":\"5\"}");

        assertThat(told).containsExactly(tie(3, "5", RECEIVED_MICROS, 1));
    }

    @Test
    void whatFiguresNeedOfAnEventHasTheFormInWhichTheLakeHasIt() {
        send("logins", "login", "{\"viewer\":3,\"share\":2,\"visits\":10000000000,\"new\":true}");
        send("logins", "login", "{\"viewer\":3,\"share\":0.125,\"at\":\"1970-01-01T00:00:01Z\"}");
        send("logins", "login", "{\"viewer\":3,\"share\":\"much\"}");

        assertThat(told)
                .containsExactly(
                        login("true", RECEIVED_MICROS, "2.0", "10000000000"), login(null, 1_000_000, "0.125", null));
    }

    private static EventRow login(String met, long micros, String share, String visits) {
        var values = Stream.of(met, String.valueOf(micros), share, visits)
                .map(Optional::ofNullable)
                .toList();
        return new EventRow(0, "{\"event_id\":\"7\"}", new Values(values), RECEIVED_MICROS + DAY_MICROS);
    }

    @Test
    void whatCountsNothingOrNamesNoItemIsNoInteraction() {
        play(",\"seconds\":0,\"done\":false");
        play(",\"seconds\":-5");
        send("watched", "play", "{\"viewer\":3,\"seconds\":5,\"done\":true}");

        assertThat(told).isEmpty();
    }

    @Test
    void whatItsTypeDoesNotKnowIsPassedOver() {
        play(",\"seconds\":90,\"speed\":2");
        play(",\"seconds\":\"many\"");
        send("watched", "click", "{\"viewer\":3,\"title\":\"%s\",\"seconds\":90}".formatted(TITLE));
        stage.accept("watched", "no event".getBytes(StandardCharsets.UTF_8));
        stage.accept("watched", null);

        assertThat(told).isEmpty();
    }

    @Test
    void anEventOfTheFirstYearHasATimeToo() {
        play(",\"seconds\":2,\"begun\":\"0001-01-01T00:00:00Z\"");

        assertThat(told).containsExactly(tie(1, TITLE, -62_135_596_800_000_000L, 1));
    }
}
