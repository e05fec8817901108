package io.millrace.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Events of one type, as clients send them and as Kafka keeps them. */
record PlayEvents(long seed) {
    static final String SECTION =
            """
            events:
              play:
                fields:
                  viewer: {type: string, required: true}
                  title: {type: string, required: true}
                  seconds: integer
                  begun: timestamp
                key: viewer
                at: begun
            """;
    static final String TYPE = "play";

    private static final int VIEWERS = 100_000;
    private static final int TITLES = 10_000;
    private static final int LONGEST_SECONDS = 7_200;
    private static final Instant BEGUN = Instant.parse("2026-01-31T12:00:00Z");

    /** Bodies of requests with so many events each. */
    byte[][] bodies(int count, int batch) {
        var random = new Random(seed);
        byte[][] bodies = new byte[count][];
        for (int body = 0; body < count; body++) {
            ObjectNode request = Json.mapper().createObjectNode();
            ArrayNode events = request.putArray("events");
            for (int event = 0; event < batch; event++) {
                events.addObject().put("type", TYPE).set("data", data(random));
            }
            bodies[body] = request.toString().getBytes(StandardCharsets.UTF_8);
        }
        return bodies;
    }

    /** A record as the intake writes it. */
    record Kept(byte[] key, byte[] value) {}

    /** Events as Kafka keeps them. */
    Kept[] kept(int count) {
        var random = new Random(seed);
        var codec = new EventCodec();
        var records = new Kept[count];
        for (int index = 0; index < count; index++) {
            ObjectNode data = data(random);
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            records[index] = new Kept(
                    data.path("viewer").asText().getBytes(StandardCharsets.UTF_8),
                    codec.encode(new PublishedEvent(id, TYPE, BEGUN, data)));
        }
        return records;
    }

    private static ObjectNode data(Random random) {
        return Json.mapper()
                .createObjectNode()
                .put("viewer", Integer.toString(random.nextInt(VIEWERS)))
                .put("title", Integer.toString(random.nextInt(TITLES)))
                .put("seconds", random.nextInt(LONGEST_SECONDS))
                .put("begun", BEGUN.plusSeconds(random.nextInt(LONGEST_SECONDS)).toString());
    }
}
