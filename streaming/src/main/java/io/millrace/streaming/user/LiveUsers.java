package io.millrace.streaming.user;

import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import io.millrace.contracts.online.LiveUser.SourceRow;
import io.millrace.streaming.wire.PairName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums what ties a user to items, as the batch does. */
final class LiveUsers {
    /** Of rows of one time any will do, but always the same one. */
    private static final Comparator<KnownTie> EARLIEST_FIRST = Comparator.<KnownTie>comparingLong(
                    tie -> tie.contribution().micros())
            .thenComparing(KnownTie::kind)
            .thenComparing(KnownTie::row);

    private LiveUsers() {}

    /** The user with these ties. */
    static LiveUser of(boolean exists, Iterable<KnownTie> ties, TieRule rule) {
        Map<String, List<KnownTie>> byItem = new TreeMap<>();
        ties.forEach(tie -> byItem.computeIfAbsent(tie.contribution().item(), any -> new ArrayList<>())
                .add(tie));
        List<Interaction> interactions = new ArrayList<>(byItem.size());
        byItem.forEach((item, rows) -> interactions.add(interaction(item, rows, rule)));
        return new LiveUser(exists, interactions).capped(rule.caps());
    }

    private static Interaction interaction(String item, List<KnownTie> rows, TieRule rule) {
        long first = rows.stream()
                .mapToLong(row -> row.contribution().micros())
                .min()
                .orElseThrow();
        KnownTie latest = rows.stream().max(EARLIEST_FIRST).orElseThrow();
        long last = latest.contribution().micros();
        Duration halfLife = rule.halfLife().orElse(null);
        double strength = 0;
        for (KnownTie row : rows) {
            strength += row.contribution().weight()
                    * Strength.decay(row.contribution().micros(), last, halfLife);
        }
        return new Interaction(item, strength, rows.size(), instant(first), instant(last), named(latest, rule));
    }

    private static Optional<SourceRow> named(KnownTie tie, TieRule rule) {
        return tie.at().map(at -> new SourceRow(rule.table(tie.kind()), PairName.child(tie.row()), at));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
