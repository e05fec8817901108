package io.millrace.dashboard.alert;

import io.millrace.contracts.process.PipelineException;
import java.util.Map;

/** Who has seen to which alert, kept where it outlives whatever the online store forgets. */
public interface Ledger {
    /** What is known of it now, by the alert's id; never waits. */
    Map<String, Acknowledgement> known();

    /**
     * Keeps an acknowledgement unless there is an earlier one; gives the one that counts.
     *
     * @throws PipelineException of kind NOT_READY if it cannot be kept now
     */
    Acknowledgement keep(String alert, Acknowledgement acknowledgement);
}
