package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Source;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.schema.SchemaTopic;
import io.millrace.lakehouse.silver.SilverFold;
import io.millrace.lakehouse.silver.SilverTable;
import java.util.Map;

/**
 * The two sides of audits.
 *
 * @param tables the lake's, by what they are in the source
 */
public record Audited(
        Source source, ChangeLog log, SchemaTopic schemas, SilverFold fold, Map<TableId, SilverTable> tables) {}
