package io.millrace.streaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.PublishedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An application that sends plays by chance: some of them again, and some that are none. */
final class Plays {
    static final String TYPE = "play";

    private final Random random;
    private final Source.Topics topics;
    private final EventCodec codec = new EventCodec();
    private final Map<String, PublishedEvent> told = new LinkedHashMap<>();
    private int sent;

    Plays(Random random, Source.Topics topics) {
        this.random = random;
        this.topics = topics;
    }

    /** The plays that are ones, each as it was told first. */
    Collection<PublishedEvent> told() {
        return told.values();
    }

    /** Something is sent. */
    void step() {
        int chance = random.nextInt(20);
        if (chance < 5 && !told.isEmpty()) {
            again();
        } else if (chance < 7) {
            String viewer = viewer();
            topics.play(viewer, chance == 5 ? "no event".getBytes(StandardCharsets.UTF_8) : unknown(viewer));
        } else {
            var play = new PublishedEvent(sent++ + "th", TYPE, Source.NOW, data(viewer()));
            told.put(play.id(), play);
            send(play);
        }
    }

    private void send(PublishedEvent play) {
        topics.play(play.data().get("viewer").asText(), codec.encode(play));
    }

    private String viewer() {
        return String.valueOf(1 + random.nextInt(Source.IDS));
    }

    /** A client that got no answer sends again, and may by then think otherwise of what was played. */
    private void again() {
        List<PublishedEvent> all = new ArrayList<>(told.values());
        PublishedEvent play = all.get(random.nextInt(all.size()));
        ObjectNode data = play.data().deepCopy();
        if (random.nextBoolean()) {
            data.put("product", product());
        }
        send(new PublishedEvent(play.id(), TYPE, play.receivedAt().plus(Duration.ofHours(1)), data));
    }

    private byte[] unknown(String viewer) {
        ObjectNode data = data(viewer);
        data.put("speed", 2);
        return codec.encode(new PublishedEvent(sent++ + "th", TYPE, Source.NOW, data));
    }

    private String product() {
        return String.valueOf(1 + random.nextInt(Source.IDS));
    }

    private ObjectNode data(String viewer) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("viewer", Long.parseLong(viewer)).put("product", product()).put("done", random.nextInt(3) > 0);
        if (random.nextInt(5) > 0) {
            data.put("seconds", random.nextInt(5) - 1);
        }
        if (random.nextInt(5) > 0) {
            Instant begun = Source.NOW.plus(Duration.ofDays(random.nextInt(60) - 55L));
            data.put("begun", begun.toString());
        }
        return data;
    }
}
