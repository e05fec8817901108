package io.millrace.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A main class of a module, to be run by a JVM of its own with the module's own class path and JVM flags.
 *
 * @param module where the class is
 * @param mainClass its full name
 * @param jvmFlags for the JVM, after those of the module's own argument file
 * @param arguments for the main class
 */
public record JavaProgram(ModuleFolder module, String mainClass, List<String> jvmFlags, List<String> arguments) {
    /**
     * Flags of a JVM that a test starts and that lives for minutes: the compiler that takes longer would never give that
     * back, and classes that came from a compiler as they are need no second proof, which is a tenth of a cold start.
     */
    public static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

    /** Copies the lists. */
    public JavaProgram {
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
    }

    /** The main class without flags and arguments. */
    public static JavaProgram of(ModuleFolder module, String mainClass) {
        return new JavaProgram(module, mainClass, List.of(), List.of());
    }

    /** The same with a limit for the heap, such as {@code 256m}. */
    public JavaProgram withHeap(String limit) {
        return withJvmFlags("-Xmx" + limit);
    }

    /** The same with more flags for the JVM. */
    public JavaProgram withJvmFlags(String... more) {
        return new JavaProgram(module, mainClass, joined(jvmFlags, more), arguments);
    }

    /** The same for a test: with {@link #SHORT_LIVED}. */
    public JavaProgram shortLived() {
        return withJvmFlags(SHORT_LIVED.toArray(String[]::new));
    }

    /** The same with more arguments for the main class. */
    public JavaProgram withArguments(String... more) {
        return new JavaProgram(module, mainClass, jvmFlags, joined(arguments, more));
    }

    /**
     * The command that runs it in that folder, with the JVM that runs this code.
     *
     * @throws io.millrace.testkit.StartException when the module has not been built
     */
    public ProcessCommand command(Path folder) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        module.jvmOptions().ifPresent(file -> line.add("@" + file));
        line.addAll(jvmFlags);
        line.add(mainClass);
        line.addAll(arguments);
        // Not as an argument: a class path of 300 jars makes every list of processes unreadable.
        return ProcessCommand.in(folder, line).withEnvironment("CLASSPATH", module.classPath());
    }

    private static List<String> joined(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
