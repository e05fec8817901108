package io.millrace.ml.als;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What training made of some users, for the tests of serving, which fold the same users in: the items' factors, each
 * user's ties as they were at the time of their latest row, and the vector that Spark gave the user for what those ties
 * had decayed to.
 */
final class TrainedUsers {
    private static final Path FILE = Path.of("../serving/src/test/resources/trained-users.json");
    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HALF_LIFE = Duration.ofDays(60);
    /** So many users are enough: each has one tie more than the one before. */
    private static final int USERS = 9;
    /** So far apart at most are sums of the same numbers in the orders of two machines. */
    private static final double ROUNDING = 1e-4;

    private final ObjectNode document = Json.mapper().createObjectNode();

    TrainedUsers(
            AlsParameters parameters,
            Map<Integer, float[]> items,
            Map<Integer, float[]> users,
            Map<Integer, Map<Integer, Float>> strengths) {
        document.put("rank", parameters.rank());
        document.put("regularization", parameters.regularization());
        document.put("alpha", parameters.alpha());
        document.put("asOf", AS_OF.toString());
        document.put("halfLife", HALF_LIFE.toString());
        ObjectNode factors = document.putObject("items");
        new TreeMap<>(items).forEach((item, factor) -> factors.set(item.toString(), vector(factor)));
        ObjectNode folded = document.putObject("users");
        for (int user = 0; user < USERS; user++) {
            ObjectNode each = folded.putObject(String.valueOf(user));
            each.set("vector", vector(users.get(user)));
            ObjectNode ties = each.putObject("ties");
            int age = user;
            strengths.get(user).forEach((item, strength) -> tie(ties.putObject(item.toString()), strength, age + item));
        }
    }

    private static JsonNode vector(float[] numbers) {
        return Json.mapper().valueToTree(numbers);
    }

    /** A tie that is so many hours and ten times as many days old, and counted as much more as it has lost since. */
    private static void tie(ObjectNode tie, float strength, int age) {
        Duration old = Duration.ofDays(10L * age).plusHours(age);
        double halfLives = (double) old.toSeconds() / HALF_LIFE.toSeconds();
        tie.put("lastAt", AS_OF.minus(old).toString());
        tie.put("strength", strength * Math.pow(2, halfLives));
    }

    /** Holds the file to this; writes it instead where {@code -Dtrained-users=write} asks for it. */
    void requireInServing() {
        try {
            if ("write".equals(System.getProperty("trained-users"))) {
                Files.writeString(FILE, document.toPrettyString() + "\n");
            }
            assertSame("", Json.mapper().readTree(FILE.toFile()), Json.mapper().readTree(document.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSame(String path, JsonNode written, JsonNode trained) {
        if (trained.isNumber()) {
            assertThat(written.asDouble()).as(path).isCloseTo(trained.asDouble(), within(ROUNDING));
        } else if (trained.isContainerNode()) {
            assertThat(written).as(path).hasSameSizeAs(trained);
            trained.fields()
                    .forEachRemaining(field ->
                            assertSame(path + "/" + field.getKey(), written.path(field.getKey()), field.getValue()));
            if (trained.isArray()) {
                for (int index = 0; index < trained.size(); index++) {
                    assertSame(path + "/" + index, written.path(index), trained.get(index));
                }
            }
        } else {
            assertThat(written).as(path).isEqualTo(trained);
        }
    }
}
