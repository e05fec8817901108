package io.millrace.orchestration.step;

import java.util.List;
import java.util.stream.Stream;

/**
 * A main class to run, however it is launched.
 *
 * @param module folder of the module that has it
 * @param mainClass its full name
 * @param arguments of the main class
 * @param memory limit of the heap, such as 1g; empty leaves it to the module's own flags
 */
public record Program(String module, String mainClass, List<String> arguments, String memory) {
    /** Copies the list. */
    public Program {
        arguments = List.copyOf(arguments);
    }

    /** The same with more arguments. */
    public Program with(List<String> more) {
        return new Program(
                module,
                mainClass,
                Stream.concat(arguments.stream(), more.stream()).toList(),
                memory);
    }
}
