package io.millrace.dashboard.online;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;

/** Finds the live state that readers see now. */
public record LiveKeys(OnlineStore store, OnlineKeys keys) {
    /**
     * Its keys.
     *
     * @throws PipelineException of kind ONLINE_STORE if there is none yet
     */
    public FigureKeys current() {
        String pointer = keys.livePointer();
        String text = store.text(pointer)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.ONLINE_STORE,
                        "The live state of '%s' has not caught up for the first time; './millrace status' shows how far it is"
                                .formatted(keys.pipeline())));
        return new FigureKeys(
                keys, Stored.read(pointer, text, LivePointer.class).generation());
    }
}
