package io.millrace.cdc.source;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;

/** Changes may be missing between what was published and what the database can still tell; only a person goes on from here. */
public final class ChangesLostException extends PipelineException {
    private static final long serialVersionUID = 1L;

    public ChangesLostException(String what) {
        this(what, null);
    }

    public ChangesLostException(String what, Throwable cause) {
        super(
                FailureKind.DATA_LOSS,
                what
                        + "; going on could leave a gap, so every table has to be read again: start capture once with"
                        + " cdc.resync-after-loss=true (MILLRACE_CDC_RESYNC_AFTER_LOSS=true)",
                cause);
    }
}
