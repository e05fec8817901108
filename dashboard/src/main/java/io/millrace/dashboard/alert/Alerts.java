package io.millrace.dashboard.alert;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.OnlineStore;
import io.millrace.dashboard.online.Stored;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The alerts of a pipeline as they are now, and their acknowledgement. */
public final class Alerts {
    /** At most so many open and so many closed ones are told. */
    public static final int MOST = 100;

    private static final int MOST_COUNTED = 1_000;

    private final OnlineStore store;
    private final LiveKeys live;
    private final Ledger ledger;
    private final Clock clock;
    private final ClosedAlerts closed;

    /** The alerts in an online store, and who has acknowledged them in a ledger, too. */
    public Alerts(OnlineStore store, LiveKeys live, Ledger ledger, Clock clock) {
        this.store = store;
        this.live = live;
        this.ledger = ledger;
        this.clock = clock;
        this.closed = new ClosedAlerts(store);
    }

    /** The newest ones; never fails for what the online store does not tell. */
    public synchronized AlertBook read() {
        try {
            FigureKeys keys = live.current();
            closed.look(keys, clock.instant());
            List<String> open = store.highest(keys.openAlerts(), MOST_COUNTED);
            Set<String> ids = new LinkedHashSet<>(open.subList(0, Math.min(MOST, open.size())));
            ids.addAll(closed.newest(MOST, Set.copyOf(open)));
            List<ListedAlert> alerts = listed(keys, List.copyOf(ids));
            closed.add(alerts);
            return new AlertBook(open.size(), newestFirst(alerts), Optional.empty());
        } catch (PipelineException e) {
            return AlertBook.unknown(e.getMessage());
        }
    }

    /** What the online store has forgotten of an acknowledgement, the ledger knows. */
    private List<ListedAlert> listed(FigureKeys keys, List<String> ids) {
        Map<String, Acknowledgement> known = ledger.known();
        return ListedAlert.read(store, keys, ids).stream()
                .map(listed -> listed.or(known.get(listed.alert().id())))
                .toList();
    }

    private static List<ListedAlert> newestFirst(List<ListedAlert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing(
                                (ListedAlert listed) -> listed.alert().at())
                        .reversed()
                        .thenComparing(listed -> listed.alert().id()))
                .toList();
    }

    /**
     * Notes that somebody has seen to an alert, unless somebody has before; nothing where there is no such alert.
     *
     * @throws PipelineException of kind NOT_READY if that cannot be kept now
     */
    public Optional<ListedAlert> acknowledge(String id, String by) {
        FigureKeys keys = live.current();
        if (store.text(keys.alert(id)).isEmpty()) {
            return Optional.empty();
        }
        // The ledger first: what it does not take is not said to be acknowledged.
        Acknowledgement kept = ledger.keep(id, new Acknowledgement(by, clock.instant()));
        store.writeOnce(keys.keys().acknowledgement(id), Stored.text(kept), keys.alert(id));
        return listed(keys, List.of(id)).stream().findFirst();
    }
}
