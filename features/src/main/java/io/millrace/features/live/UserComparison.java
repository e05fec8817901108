package io.millrace.features.live;

import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.live.LakeUsers.LakeUser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a live user to what the lake says of it at the same position.
 *
 * @param asOf to which strengths decay
 * @param isWithEvents whether a tie may have events beside its rows: the lake has others of them than the live state, which
 *     may therefore have more than the rows say, but not less, unless they made too many ties to count
 */
record UserComparison(Instant asOf, Interactions.Rule rule, boolean isWithEvents) {
    /**
     * What differs.
     *
     * @param lake nothing where the user has no row
     * @param redis nothing where there is no such key
     */
    List<InteractionDifference> of(String user, Optional<LakeUser> lake, Optional<byte[]> redis) {
        Optional<LiveUser> live;
        try {
            live = redis.map(bytes -> LiveUserCodec.decode(bytes).user());
        } catch (IllegalArgumentException e) {
            return List.of(new InteractionDifference(
                    user, null, lake.map(UserComparison::text).orElse(null), "unreadable: " + e.getMessage()));
        }
        // What is kept of one who has no row is for nobody, on both sides.
        Optional<LiveUser> existing = live.filter(LiveUser::exists);
        if (lake.isPresent() && existing.isPresent()) {
            return ties(user, lake.get(), existing.get());
        }
        return lake.isEmpty() && existing.isEmpty()
                ? List.of()
                : List.of(new InteractionDifference(
                        user,
                        null,
                        lake.map(UserComparison::text).orElse(null),
                        existing.map(UserComparison::text).orElse(null)));
    }

    private static String text(LakeUser user) {
        return text(user.ties().size());
    }

    private static String text(LiveUser user) {
        return text(user.interactions().size());
    }

    private static String text(int items) {
        return "a user with %d items".formatted(items);
    }

    private List<InteractionDifference> ties(String user, LakeUser lake, LiveUser redis) {
        Map<String, Tie> live = new HashMap<>();
        redis.interactions()
                .forEach(interaction -> live.put(interaction.item(), Tie.of(interaction, asOf, rule.halfLife())));
        Set<String> items = new TreeSet<>(lake.ties().keySet());
        items.addAll(live.keySet());
        List<InteractionDifference> differences = new ArrayList<>();
        for (String item : items) {
            Optional<Tie> expected = Optional.ofNullable(lake.ties().get(item));
            Optional<Tie> found = Optional.ofNullable(live.get(item));
            if (!isSame(expected, found)) {
                differences.add(new InteractionDifference(
                        user,
                        item,
                        expected.map(this::text).orElse(null),
                        found.map(Tie::toString).orElse(null)));
            }
        }
        return differences;
    }

    private boolean isSame(Optional<Tie> lake, Optional<Tie> live) {
        if (lake.isEmpty()) {
            return isWithEvents || live.isEmpty();
        }
        return live.filter(tie -> isWithEvents ? includes(tie, lake.get()) : tie.isLike(lake.get()))
                .isPresent();
    }

    private boolean includes(Tie live, Tie lake) {
        boolean isOneTooMany = live.strength() == 0 && rule.caps().items().isPresent();
        return isOneTooMany ? live.hasRowsOf(lake) : live.includes(lake);
    }

    private String text(Tie lake) {
        return isWithEvents ? "at least " + lake : lake.toString();
    }
}
