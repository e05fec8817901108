package io.millrace.cdc.reload;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All reloads that are known, for who asks; it outlives the runs of capture. */
public final class ReloadBoard {
    private final Map<String, Reload> reloads = new ConcurrentSkipListMap<>();

    void put(Reload reload) {
        reloads.put(reload.id(), reload);
    }

    void remove(Reload reload) {
        reloads.remove(reload.id());
    }

    /** Their states, the oldest request first. */
    public List<ReloadState> states() {
        return reloads.values().stream().map(Reload::state).toList();
    }

    public void register(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            registry.gauge(
                    "millrace.cdc.reloads", Tags.of("phase", phase.name()), this, board -> board.states().stream()
                            .filter(state -> state.phase() == phase)
                            .count());
        }
    }
}
