package io.millrace.dashboard.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What rules have found.
 *
 * @param open how many are open, as far as that was counted
 * @param alerts the newest first
 * @param problem why nothing is known; nothing where all is well
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AlertBook(int open, List<ListedAlert> alerts, Optional<String> problem) {
    /** Nothing was found, and nothing is wrong. */
    public static final AlertBook EMPTY = new AlertBook(0, List.of(), Optional.empty());

    public AlertBook {
        alerts = List.copyOf(alerts);
    }

    static AlertBook unknown(String problem) {
        return new AlertBook(0, List.of(), Optional.of(problem));
    }

    /** The newest of those that are open, of those that are not, or of all. */
    public AlertBook only(Optional<Boolean> isOpen, int limit) {
        return new AlertBook(
                open,
                alerts.stream()
                        .filter(listed -> isOpen.isEmpty()
                                || isOpen.get() == listed.alert().open())
                        .limit(limit)
                        .toList(),
                problem);
    }
}
