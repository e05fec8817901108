package io.millrace.dashboard.alert;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.dashboard.online.OnlineStore;
import io.millrace.dashboard.online.OnlineStore.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers the newest alerts, also when they are open no more. The online store lists open ones alone; the others are
 * found by a walk through all of its keys, a few at each look, and again after some time.
 */
final class ClosedAlerts {
    /** So many are remembered. */
    static final int MOST = 1_000;

    private static final int STEPS = 50;
    private static final int KEYS = 1_000;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final OnlineStore store;
    private final NavigableSet<Known> known =
            new TreeSet<>(Comparator.comparing(Known::at).reversed().thenComparing(Known::id));
    private String generation = "";
    private String cursor = Step.END;
    private Instant nextWalk = Instant.MIN;

    private record Known(String id, Instant at) {}

    ClosedAlerts(OnlineStore store) {
        this.store = store;
    }

    /** Remembers these, too. */
    void add(Collection<ListedAlert> alerts) {
        alerts.forEach(listed ->
                known.add(new Known(listed.alert().id(), listed.alert().at())));
        while (known.size() > MOST) {
            known.pollLast();
        }
    }

    /** The newest that are remembered, without the open ones, the newest first. */
    List<String> newest(int most, Set<String> open) {
        return known.stream()
                .map(Known::id)
                .filter(id -> !open.contains(id))
                .limit(most)
                .toList();
    }

    /** Goes on with the walk, if it is time. */
    void look(FigureKeys keys, Instant now) {
        if (!keys.generation().equals(generation)) {
            generation = keys.generation();
            known.clear();
            cursor = Step.END;
            nextWalk = Instant.MIN;
        }
        if (cursor.equals(Step.END) && now.isBefore(nextWalk)) {
            return;
        }
        String prefix = keys.alert("");
        for (int steps = 0; steps < STEPS; steps++) {
            Step step = store.keys(prefix + "*", cursor, KEYS);
            add(ListedAlert.read(store, keys, ids(keys, prefix, step)));
            cursor = step.cursor();
            if (cursor.equals(Step.END)) {
                nextWalk = now.plus(PAUSE);
                return;
            }
        }
    }

    private static List<String> ids(FigureKeys keys, String prefix, Step step) {
        List<String> ids = new ArrayList<>();
        for (String key : step.keys()) {
            if (!key.equals(keys.openAlerts())) {
                ids.add(key.substring(prefix.length()));
            }
        }
        return ids;
    }
}
