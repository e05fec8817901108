package io.millrace.dashboard.alert;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that tests fill. */
final class MemoryLedger implements Ledger {
    private final Map<String, Acknowledgement> kept = new ConcurrentHashMap<>();
    private boolean isDown;

    void down() {
        isDown = true;
    }

    @Override
    public Map<String, Acknowledgement> known() {
        return Map.copyOf(kept);
    }

    @Override
    public Acknowledgement keep(String alert, Acknowledgement acknowledgement) {
        if (isDown) {
            throw new PipelineException(FailureKind.NOT_READY, "The ledger in memory takes nothing");
        }
        kept.putIfAbsent(alert, acknowledgement);
        return kept.get(alert);
    }
}
