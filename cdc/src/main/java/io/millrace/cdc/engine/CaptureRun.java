package io.millrace.cdc.engine;

import io.millrace.cdc.CdcConfig;
import io.millrace.cdc.kafka.CaptureMemory;
import io.millrace.cdc.kafka.CaptureRecord;
import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.pipeline.Pipeline;
import java.util.Collection;
import java.util.List;

/**
 * What one run of the engine works with; after a failure the next run begins with everything looked up anew.
 *
 * @param record what is remembered of the source
 * @param resumeFrom up to where everything is published
 * @param oversized tables with rows that are too large
 */
public record CaptureRun(
        CdcConfig config,
        Pipeline pipeline,
        Collection<SourceTable> tables,
        ChangePublisher publisher,
        CaptureMemory memory,
        CaptureRecord record,
        StoredOffset resumeFrom,
        OversizedTables oversized) {
    public CaptureRun {
        tables = List.copyOf(tables);
    }
}
