package io.millrace.local;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.UserFeatures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The live state beside what the batch computed at the same position, and beside the source. */
record LiveAgainstBatch(LocalPipeline pipeline, OnlineStates states) {

    /** Fails where a user, an interaction or an item is another one. */
    void assertEqual() throws Exception {
        FeaturesPointer features = states.features();
        Map<String, LiveUser> live = states.liveUsers();
        Map<String, UserFeatures> batch = states.batchUsers();
        assertThat(batch).hasSizeGreaterThan(200);
        var halfLife = states.model().halfLife();
        live.forEach((id, user) -> assertSame(
                id,
                user,
                Optional.ofNullable(batch.get(id))
                        .map(UserFeatures::interactions)
                        .orElse(List.of()),
                tie -> tie.strength() * decay(tie.lastAt(), features.asOf(), halfLife)));
        assertThat(live.keySet()).containsAll(batch.keySet());
        assertThat(live.entrySet().stream()
                        .filter(entry -> entry.getValue().exists())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList()
                        .toString())
                .isEqualTo(
                        pipeline.ask(
                                "SELECT '[' || string_agg(id, ', ' ORDER BY id COLLATE \"C\") || ']' FROM (SELECT user_id::text AS id FROM users) AS ids"));
        assertThat(states.liveItems().entrySet().stream()
                        .filter(entry -> entry.getValue().exists())
                        .map(entry -> "%s %s %s"
                                .formatted(
                                        entry.getKey(),
                                        entry.getValue().title(),
                                        entry.getValue().available()))
                        .sorted()
                        .toList()
                        .toString())
                .isEqualTo(
                        pipeline.ask(
                                "SELECT '[' || string_agg(item, ', ' ORDER BY item COLLATE \"C\") || ']' FROM (SELECT product_id || ' ' || name || ' ' || (stock > 0)::text AS item FROM products) AS items"));
    }

    private static void assertSame(
            String id,
            LiveUser live,
            List<UserFeatures.Interaction> batch,
            ToDoubleFunction<LiveUser.Interaction> strength) {
        Map<String, UserFeatures.Interaction> byItem =
                batch.stream().collect(Collectors.toMap(UserFeatures.Interaction::item, tie -> tie));
        assertThat(live.interactions()).as(id).hasSize(byItem.size()).allSatisfy(tie -> {
            UserFeatures.Interaction other = byItem.get(tie.item());
            assertThat(other).as(tie.item()).isNotNull();
            assertThat(tie.count()).isEqualTo(other.count());
            assertThat(tie.lastAt()).isEqualTo(other.lastAt());
            assertThat(strength.applyAsDouble(tie))
                    .isCloseTo(other.strength(), within(1e-9 * Math.abs(other.strength())));
        });
    }

    private static double decay(Instant from, Instant to, Optional<Duration> halfLife) {
        return Strength.decay(Micros.of(from), Micros.of(to), halfLife.orElse(null));
    }
}
