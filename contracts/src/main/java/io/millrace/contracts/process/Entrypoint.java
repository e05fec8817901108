package io.millrace.contracts.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a process body and turns its end into an exit code: 0, or that of the {@link FailureKind}.
 *
 * <p>On SIGTERM or SIGINT the thread that runs the body is interrupted, and the virtual machine waits until the body has
 * closed what it opened. Its temporary files are in a {@link TemporaryFolder}.
 */
public final class Entrypoint {
    private static final int INTERRUPTED = 130;

    private Entrypoint() {}

    /** The work of a process: ends by returning, by throwing, or by being interrupted. */
    @FunctionalInterface
    public interface Body {
        void run(Settings settings) throws InterruptedException;
    }

    /** Runs the body with the loaded settings, then ends the virtual machine. {@code --help} prints the settings. */
    public static void run(String name, String sentence, String[] args, Body body) {
        if (Arrays.asList(args).contains("--help") || Arrays.asList(args).contains("-h")) {
            System.out.printf(
                    "%s: %s%n%nSettings (file named by MILLRACE_SETTINGS; environment in ${?...}):%n%n%s%n",
                    name, sentence, Settings.describe(name));
            return;
        }
        exit(name, () -> body.run(Settings.load()));
    }

    /** What a process does after its command line has been read. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Work that knows with which code the process is to end. */
    @FunctionalInterface
    public interface CodedWork {
        int run() throws InterruptedException;
    }

    /** Runs the work, then ends the virtual machine with its exit code. */
    public static void exit(String name, Work work) {
        exitWith(name, () -> {
            work.run();
            return 0;
        });
    }

    /** Runs the work, then ends the virtual machine with the code that it gives or that its failure has. */
    public static void exitWith(String name, CodedWork work) {
        Logger log = LoggerFactory.getLogger(name);
        Thread main = Thread.currentThread();
        var asked = new AtomicBoolean();
        var hook = new Thread(
                () -> {
                    asked.set(true);
                    stop(main);
                },
                name + "-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = codeOf(log, () -> inTemporaryFolder(work), asked);
        Thread.interrupted();
        Runtime.getRuntime().halt(flushed(code));
    }

    private static int flushed(int code) {
        System.out.flush();
        System.err.flush();
        return code;
    }

    private static void stop(Thread main) {
        main.interrupt();
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // The machine is halted, so that neither Java nor Spark deletes what it has promised to delete at the end.
    private static int inTemporaryFolder(CodedWork work) throws InterruptedException {
        Optional<TemporaryFolder> folder = TemporaryFolder.ofThisProcess();
        try {
            return work.run();
        } finally {
            folder.ifPresent(TemporaryFolder::close);
        }
    }

    private static int codeOf(Logger log, CodedWork work, AtomicBoolean asked) {
        try {
            return work.run();
        } catch (InterruptedException e) {
            log.info("stopped");
            return INTERRUPTED;
        } catch (PipelineException e) {
            if (asked.get()) {
                // What was waited for when the end was asked for has not come: that is no failure, and no news to
                // anybody.
                log.info("stopped: {}", e.getMessage());
                return INTERRUPTED;
            }
            log.error(e.getMessage(), e.getCause());
            System.err.println(e.getMessage());
            return e.kind().exitCode();
        } catch (Exception | LinkageError e) {
            log.error("Failed in a way nobody foresaw", e);
            System.err.println("Failed in a way nobody foresaw: " + e);
            return FailureKind.INTERNAL.exitCode();
        }
    }
}
