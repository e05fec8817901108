package io.millrace.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param line the program and its arguments
 * @param environment added to this JVM's own environment
 * @param folder where it runs
 */
public record ProcessCommand(List<String> line, Map<String, String> environment, Path folder) {
    /** Refuses an empty line. */
    public ProcessCommand {
        if (line.isEmpty()) {
            throw new IllegalArgumentException("A command line names at least the program");
        }
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** The program with its arguments, run in that folder. */
    public static ProcessCommand in(Path folder, List<String> line) {
        return new ProcessCommand(line, Map.of(), folder);
    }

    /** The same with one more variable. */
    public ProcessCommand withEnvironment(String name, String value) {
        return withEnvironment(Map.of(name, value));
    }

    /** The same with more variables. */
    public ProcessCommand withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ProcessCommand(line, all, folder);
    }

    // The environment carries passwords.
    @Override
    public String toString() {
        return "ProcessCommand[" + line.get(0) + " in " + folder + "]";
    }

    /** The line of a program that is asked to end when the thread that starts it ends, also where its JVM is killed. */
    public List<String> tiedLine() {
        List<String> tied = new ArrayList<>(Launcher.tie("TERM"));
        tied.addAll(line);
        return tied;
    }
}
