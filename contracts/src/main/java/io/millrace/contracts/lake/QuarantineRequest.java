package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.TableId;
import java.util.List;

/**
 * Names waiting records of the quarantine.
 *
 * @param ids of these records; null if a table is named
 * @param table all that wait of this table; null if records are named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantineRequest(List<String> ids, TableId table) {
    public QuarantineRequest {
        ids = ids == null ? null : List.copyOf(ids);
    }
}
