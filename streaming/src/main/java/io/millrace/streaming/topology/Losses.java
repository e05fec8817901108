package io.millrace.streaming.topology;

import io.millrace.contracts.change.TableId;
import java.util.Map;

/** Tells what Kafka has removed of the change topics before this live state had read it. */
public interface Losses {
    /** The tables of whose topics that is so in one partition, each with a sentence that says what is missing. */
    Map<TableId, String> of(int part);
}
