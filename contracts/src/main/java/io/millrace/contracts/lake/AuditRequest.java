package io.millrace.contracts.lake;

import io.millrace.contracts.change.TableId;
import java.util.List;

/**
 * Asks the lakehouse to compare tables with their source: {@code POST} {@link #PATH} answers 202 with an {@link AuditRun},
 * {@code GET PATH?id=...} how far that is. One runs at a time.
 *
 * @param tables empty for all
 * @param repair whether rows that differ are read again from the source, and the tables compared once more
 */
public record AuditRequest(List<TableId> tables, boolean repair) {
    public static final String PATH = "/v1/audits";

    public AuditRequest {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }
}
