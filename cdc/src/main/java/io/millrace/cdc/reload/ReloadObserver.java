package io.millrace.cdc.reload;

import io.millrace.contracts.change.TableId;

/** Hears what reloads publish. */
@FunctionalInterface
public interface ReloadObserver {
    /** Records of a table are on their way to the broker. */
    void published(TableId table, long records, long bytes);
}
