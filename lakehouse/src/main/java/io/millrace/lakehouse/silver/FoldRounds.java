package io.millrace.lakehouse.silver;

import io.millrace.contracts.lake.LakeSnapshot;
import java.util.Optional;

/** What the loop of the fold runs. */
public interface FoldRounds {
    /** Counts the rows of the tables, once before the first round. */
    void count();

    /**
     * Brings the tables as far as the change log reaches.
     *
     * @return whether anything was new
     */
    boolean round() throws InterruptedException;

    /** The cut that was published last. */
    Optional<LakeSnapshot> latest();
}
