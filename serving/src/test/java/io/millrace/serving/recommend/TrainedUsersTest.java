package io.millrace.serving.recommend;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.Json;
import io.millrace.serving.Samples;
import io.millrace.serving.view.Model;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Whether a user whose interactions have not changed since training gets the vector that training gave. What training made
 * is in {@code trained-users.json}: ml's ImplicitAlsTest holds the file to what Spark's ALS makes of its data, and has
 * written it, with {@code -Dtrained-users=write}.
 */
class TrainedUsersTest {
    private static JsonNode trained;
    private static Instant asOf;
    private static Duration halfLife;
    private static Model model;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = TrainedUsersTest.class.getResourceAsStream("/trained-users.json")) {
            trained = Json.mapper().readTree(file);
        }
        asOf = Instant.parse(trained.get("asOf").asText());
        halfLife = Duration.parse(trained.get("halfLife").asText());
        int rank = trained.get("rank").asInt();
        JsonNode items = trained.get("items");
        float[] factors = new float[items.size() * rank];
        List<String> ids = new ArrayList<>();
        items.properties().forEach(item -> {
            System.arraycopy(vector(item.getValue()), 0, factors, ids.size() * rank, rank);
            ids.add(item.getKey());
        });
        var building = new Model.Builder(new ModelManifest(
                "m1",
                Samples.POSITION,
                asOf,
                Optional.of(halfLife),
                rank,
                trained.get("regularization").asDouble(),
                trained.get("alpha").asDouble(),
                5,
                42,
                60,
                ids.size(),
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                asOf,
                "test",
                Optional.empty()));
        building.add(new ItemFactors(ids, rank, factors));
        model = building.build();
    }

    private static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int index = 0; index < vector.length; index++) {
            vector[index] = numbers.get(index).floatValue();
        }
        return vector;
    }

    private static void assertTrained(String user, SeenUser seen) {
        float[] expected = vector(trained.at("/users/" + user + "/vector"));
        float[] folded = PersonalList.foldedIn(model, seen).orElseThrow().vector();
        assertThat(folded).as("user " + user).containsExactly(expected, within(1e-4f));
    }

    private static Instant lastAt(JsonNode tie) {
        return Instant.parse(tie.get("lastAt").asText());
    }

    @Test
    void theLiveStateOfAUserMakesTheVectorOfTheTraining() {
        trained.get("users").properties().forEach(user -> {
            List<LiveUser.Interaction> ties = user.getValue().get("ties").properties().stream()
                    .map(tie -> new LiveUser.Interaction(
                            tie.getKey(),
                            tie.getValue().get("strength").asDouble(),
                            1,
                            lastAt(tie.getValue()),
                            lastAt(tie.getValue())))
                    .toList();
            assertThat(ties).isNotEmpty();
            var reflected = new Reflected(true, Samples.POSITION, asOf.plusSeconds(5), asOf.plusSeconds(5));
            assertTrained(user.getKey(), SeenUser.of(reflected, new LiveUser(true, ties)));
        });
    }

    /** The features of the job that the model was trained behind, and those of later ones. */
    @ParameterizedTest
    @CsvSource({"PT0S", "PT26H", "P40D"})
    void theFeaturesOfAUserMakeTheVectorOfTheTraining(Duration later) {
        Instant moment = asOf.plus(later);
        var pointer = new FeaturesPointer("f1", Samples.POSITION, moment, moment, moment, 3, 0, 1);
        trained.get("users").properties().forEach(user -> {
            List<UserFeatures.Interaction> ties = user.getValue().get("ties").properties().stream()
                    .map(tie -> new UserFeatures.Interaction(
                            tie.getKey(),
                            tie.getValue().get("strength").asDouble()
                                    * Strength.decay(Micros.of(lastAt(tie.getValue())), Micros.of(moment), halfLife),
                            1,
                            lastAt(tie.getValue())))
                    .toList();
            assertTrained(
                    user.getKey(), SeenUser.of(new Users.Found(pointer, new UserFeatures(Optional.empty(), ties))));
        });
    }
}
