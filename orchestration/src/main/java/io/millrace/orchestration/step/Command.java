package io.millrace.orchestration.step;

import java.util.List;
import java.util.Map;

/**
 * What the operating system is asked to start.
 *
 * @param line program and arguments
 * @param environment what is added to the environment of the scheduler
 */
public record Command(List<String> line, Map<String, String> environment) {
    /** Copies both. */
    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }
}
