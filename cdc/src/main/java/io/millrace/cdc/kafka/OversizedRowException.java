package io.millrace.cdc.kafka;

import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;

/** A row that was read again is larger than a record may be; without it the reading is none of the whole table. */
public final class OversizedRowException extends PipelineException {
    private static final long serialVersionUID = 1L;

    OversizedRowException(OversizedChange row) {
        super(FailureKind.CONFIGURATION, row.sentence());
    }
}
