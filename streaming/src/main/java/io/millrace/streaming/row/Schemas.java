package io.millrace.streaming.row;

import io.millrace.contracts.change.TableSchema;
import java.util.Optional;

/** The schemas that changes name. */
@FunctionalInterface
public interface Schemas {
    /** The schema of this id; nothing if capture never published it. */
    Optional<TableSchema> find(String id);
}
