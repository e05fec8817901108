package io.millrace.workloads.video.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.workloads.video.VideoPipeline;
import io.millrace.workloads.video.database.Title;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EveningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");
    private static final List<Integer> VIEWERS =
            IntStream.rangeClosed(1, 80).boxed().toList();
    private static final List<Title> TITLES = IntStream.rangeClosed(1, 30)
            .mapToObj(id -> new Title(id, "Title " + id, id % 2 == 0 ? "Drama" : "Crime", 30 + id))
            .toList();
    private static final Pipeline PIPELINE = VideoPipeline.read();

    private final List<Event> sent = new ArrayList<>();
    private final Random random = new Random(7);
    private final Evening evening =
            new Evening(VIEWERS, random, (type, data) -> sent.add(new Event(type, "e" + sent.size(), data)));

    private List<ObjectNode> sent(String type) {
        return sent.stream()
                .filter(event -> event.type().equals(type))
                .map(Event::data)
                .toList();
    }

    @Test
    void whatViewersDoIsWhatThePipelineFileKnows() {
        for (int step = 0; step < 300; step++) {
            evening.step(TITLES, NOW);
        }
        new Frauds(VIEWERS, random, evening).happen(TITLES, NOW);

        Set<String> types = new HashSet<>();
        for (Event event : sent) {
            types.add(event.type());
            assertThat(PIPELINE.event(event.type())
                            .orElseThrow()
                            .check(event.data())
                            .problems())
                    .as(event.toString())
                    .isEmpty();
        }
        assertThat(types).containsExactlyInAnyOrder("interaction", "watch_position", "search", "rating", "login");
    }

    @Test
    void fraudsPassTheBoundsOfTheRules() {
        new Frauds(VIEWERS, random, evening).happen(TITLES, NOW);

        assertThat(sent("interaction")).hasSizeGreaterThan((int) ((Rule.ManyRows) cause("HARVEST")).bound());
        assertThat(sent("interaction").stream().map(data -> data.get("viewer")).distinct())
                .hasSize(1);
        assertThat(sent("login").stream().map(data -> data.get("viewer")).distinct())
                .hasSizeGreaterThan((int) ((Rule.ManyValues) cause("STOLEN_ACCOUNTS")).bound());
        assertThat(sent("login").stream().map(data -> data.get("address")).distinct())
                .hasSize(1);
    }

    private static Rule.Cause cause(String name) {
        return PIPELINE.figures().rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow()
                .cause();
    }
}
