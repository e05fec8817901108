package io.millrace.streaming.user;

import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import io.millrace.streaming.wire.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums what ties a user to items, as the batch does. */
final class LiveUsers {
    private LiveUsers() {}

    /**
     * The user with these contributions.
     *
     * @param halfLife null where age does not matter
     */
    static LiveUser of(boolean exists, Iterable<Contribution> contributions, Duration halfLife) {
        Map<String, List<Contribution>> byItem = new TreeMap<>();
        contributions.forEach(contribution -> byItem.computeIfAbsent(contribution.item(), any -> new ArrayList<>())
                .add(contribution));
        List<Interaction> interactions = new ArrayList<>(byItem.size());
        byItem.forEach((item, rows) -> interactions.add(interaction(item, rows, halfLife)));
        return new LiveUser(exists, interactions);
    }

    private static Interaction interaction(String item, List<Contribution> rows, Duration halfLife) {
        long first = rows.stream().mapToLong(Contribution::micros).min().orElseThrow();
        long last = rows.stream().mapToLong(Contribution::micros).max().orElseThrow();
        double strength = 0;
        for (Contribution row : rows) {
            strength += row.weight() * Strength.decay(row.micros(), last, halfLife);
        }
        return new Interaction(item, strength, rows.size(), instant(first), instant(last));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
