package io.millrace.testkit.process;

import io.millrace.testkit.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One named process of a folder: whichever JVM started it, any later one finds it through the pid file there, and no
 * second one is started beside it.
 */
public final class NamedProcess {
    private static final int LINES_IN_MESSAGE = 12;
    private static final long POLL_MILLIS = 50;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration UNREADY_GRACE = Duration.ofSeconds(2);

    private final String name;
    private final Path pidFile;
    private final LogFile log;

    /** The process of that name whose pid file lies in one folder and whose log lies in another. */
    public NamedProcess(String name, Path pids, Path logs) {
        this.name = name;
        this.pidFile = pids.resolve(name + ".pid");
        this.log = new LogFile(logs.resolve(name + ".log"));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it writes to standard output and error. */
    public LogFile log() {
        return log;
    }

    /** The process as it runs now; empty when it does not, even if another process has got its number. */
    public Optional<RunningProcess> find() {
        return recorded().filter(ProcessIdentity::isAlive).map(RunningProcess::found);
    }

    /** Whether it was started and has ended without {@link #stop}: it crashed, was killed, or ended by itself. */
    public boolean endedUnasked() {
        return recorded().filter(identity -> !identity.isAlive()).isPresent();
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @throws StartException when it runs already, ends at once, or is not ready in time (it is stopped then); the
     *     message ends with the last lines of its log
     */
    public RunningProcess start(ProcessCommand command, Lifetime lifetime, Readiness readiness) {
        long logStart = log.prepare();
        RunningProcess process = launchAlone(command, lifetime);
        if (!awaitReady(process, readiness)) {
            refuseUnready(process, readiness, logStart);
        }
        return process;
    }

    /** Stops it when it runs: asks, waits for the grace, kills. Says whether it ended by itself. */
    public boolean stop(Signal request, Duration grace) {
        boolean willing = find().map(process -> process.stop(request, grace)).orElse(true);
        forget();
        return willing;
    }

    /** Stops it with the usual signal and a grace of 20 seconds. */
    public boolean stop() {
        return stop(Signal.TERM, GRACE);
    }

    /** Waits until a process that was started earlier is ready; false when it ends or the time is over before. */
    public boolean awaitReady(RunningProcess process, Readiness readiness) {
        Instant deadline = Instant.now().plus(readiness.limit());
        while (process.isAlive()) {
            if (readiness.answers().getAsBoolean()) {
                return process.isAlive();
            }
            if (Instant.now().isAfter(deadline) || !Pause.millis(POLL_MILLIS)) {
                return false;
            }
        }
        return false;
    }

    private RunningProcess launchAlone(ProcessCommand command, Lifetime lifetime) {
        try {
            Files.createDirectories(pidFile.toAbsolutePath().getParent());
            return FolderLock.inside(pidFile.toAbsolutePath().getParent(), () -> {
                if (find().isPresent()) {
                    throw new StartException(
                            "%s runs already as %s; stop it before it is started again".formatted(name, find().get()));
                }
                return launch(command, lifetime);
            });
        } catch (IOException e) {
            throw new StartException(
                    "Cannot start %s, whose pid file is %s: %s; mend that, or choose another folder"
                            .formatted(name, pidFile, e.getMessage()),
                    e);
        }
    }

    private RunningProcess launch(ProcessCommand command, Lifetime lifetime) throws IOException {
        RunningProcess process = RunningProcess.child(Launcher.launch(command, lifetime, log.path()));
        if (lifetime == Lifetime.WITH_THIS_JVM) {
            TiedProcesses.add(process);
        }
        Path fresh = pidFile.resolveSibling(pidFile.getFileName() + ".new");
        Files.writeString(fresh, process.identity().line() + "\n");
        Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return process;
    }

    private void refuseUnready(RunningProcess process, Readiness readiness, long logStart) {
        boolean ended = !process.isAlive();
        if (!ended) {
            process.stop(UNREADY_GRACE);
        }
        forget();
        String what = ended
                ? "%s ended%s before it was ready".formatted(name, withStatus(process))
                : "%s was not ready within %s seconds and was stopped".formatted(name, seconds(readiness.limit()));
        throw new StartException(what + itsLogEnds(logStart));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static String withStatus(RunningProcess process) {
        return process.exitStatus().isPresent()
                ? " with status " + process.exitStatus().getAsInt()
                : "";
    }

    private String itsLogEnds(long logStart) {
        List<String> lines = log.tailSince(logStart, LINES_IN_MESSAGE);
        return lines.isEmpty()
                ? "; its log %s is empty".formatted(log.path())
                : "; its log %s ends with:%n%s".formatted(log.path(), String.join(System.lineSeparator(), lines));
    }

    private Optional<ProcessIdentity> recorded() {
        try {
            return Files.exists(pidFile) ? ProcessIdentity.parse(Files.readString(pidFile)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the pid file " + pidFile, e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the pid file " + pidFile, e);
        }
    }
}
