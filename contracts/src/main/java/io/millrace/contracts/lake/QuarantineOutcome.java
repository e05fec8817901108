package io.millrace.contracts.lake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link QuarantineRequest} came to.
 *
 * @param decided ids of the records that were replayed or dropped
 * @param refused why others were not, by id
 * @param left how many of the named table still wait because one request treats only so many; ask again
 */
public record QuarantineOutcome(List<String> decided, Map<String, String> refused, long left) {
    public QuarantineOutcome {
        decided = List.copyOf(decided);
        refused = new TreeMap<>(refused);
    }
}
