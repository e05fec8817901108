package io.millrace.contracts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The data of an event as its type understands it.
 *
 * @param data what is usable, each value in its canonical form; complete where there are no problems
 */
public record CheckedEvent(ObjectNode data, List<EventProblem> problems) {
    public CheckedEvent {
        problems = List.copyOf(problems);
    }

    /** Whether it may be taken. */
    public boolean isUsable() {
        return problems.isEmpty();
    }
}
