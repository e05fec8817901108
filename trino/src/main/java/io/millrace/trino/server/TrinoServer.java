package io.millrace.trino.server;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.LakeStore;
import io.millrace.trino.TrinoConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Trino server in a process of its own, which ends with this one. */
public final class TrinoServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(180);
    private static final Duration STOP_GRACE = Duration.ofSeconds(12);
    private static final long POLL_MILLIS = 200;
    private static final int LAST_LINES = 25;

    private final TrinoConfig config;
    private final Path log;
    private final Process process;
    private final String serviceUser;

    private TrinoServer(TrinoConfig config, Path log, Process process, String serviceUser) {
        this.config = config;
        this.log = log;
        this.process = process;
        this.serviceUser = serviceUser;
    }

    /**
     * Starts the server, after fetching it where it is not there. Returns when it has begun to start.
     *
     * @param story gets a line for each step
     * @throws PipelineException of kind ENVIRONMENT if a JDK, room, Maven or the port is missing
     */
    public static TrinoServer start(TrinoConfig config, LakeStore store, Consumer<String> story)
            throws InterruptedException {
        JavaHome java = JavaHomes.ofThisMachine().forTrino(config.javaHome());
        requireFree(config.httpPort());
        Path server = new ServerInstall(config.dataDir()).ensure(new ServerArchive(config.maven()), story);
        Path log = config.dataDir().resolve("server.log");
        story.accept("Starting Trino %s on Java %d (%s); its log is %s"
                .formatted(ServerVersion.NUMBER, java.version(), java.path(), log));
        try {
            String serviceUser = config.serviceUser().isPresent()
                    ? config.serviceUser().get()
                    : ServiceUser.keptIn(config.dataDir().resolve("service-user"));
            var etc = new ServerEtc(config.dataDir().resolve("etc"));
            etc.write(store, serviceUser);
            var command = new ServerCommand(config, java, server, etc);
            ProcessBuilder builder = new ProcessBuilder(command.line())
                    .directory(server.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Map<String, String> environment = builder.environment();
            environment.putAll(command.environment(store));
            return new TrinoServer(config, log, builder.start(), serviceUser);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Cannot start Trino from %s: %s".formatted(config.dataDir(), e.getMessage()),
                    e);
        }
    }

    private static void requireFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "The port %d is taken, which Trino is to use; free it or choose another in MILLRACE_TRINO_HTTP_PORT"
                            .formatted(port),
                    e);
        }
    }

    /** Who may register tables here. */
    public String serviceUser() {
        return serviceUser;
    }

    /**
     * Returns when the server answers queries.
     *
     * @throws PipelineException of kind ENVIRONMENT if it ends before, or takes too long
     */
    public void awaitReady() throws InterruptedException {
        var probe = new ServerProbe(config.url());
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (!probe.answers()) {
            requireAlive();
            if (Instant.now().isAfter(deadline)) {
                throw new PipelineException(
                        FailureKind.ENVIRONMENT,
                        "Trino has not started within %d seconds; its log is %s"
                                .formatted(READY_WITHIN.toSeconds(), log));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /**
     * Throws if the server has ended.
     *
     * @throws PipelineException of kind ENVIRONMENT with the end of its log
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Trino ended with status %d; the end of %s is:%n%s"
                            .formatted(process.exitValue(), log, lastLines()));
        }
    }

    private String lastLines() {
        try {
            return Files.exists(log) ? LogTail.of(log, LAST_LINES) : "(nothing)";
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Asks the server to end and waits until it has. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        process.destroy();
        try {
            if (!process.waitFor(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
