package io.millrace.testkit;

import io.millrace.testkit.process.LogFile;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The process behind a service, and what starting one means for each of them. */
public final class ServiceProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final ServicePlace place;
    private final NamedProcess process;
    private final BooleanSupplier answers;
    private final Signal stopSignal;

    ServiceProcess(String name, ServicePlace place, BooleanSupplier answers, Signal stopSignal) {
        this.name = name;
        this.place = place;
        this.process = new NamedProcess(name, place.folder(), place.logs());
        this.answers = answers;
        this.stopSignal = stopSignal;
    }

    /** What people call the service. */
    public String name() {
        return name;
    }

    /** The port it listens on, whether it runs or not. */
    public int port() {
        return place.port();
    }

    /** Where it keeps its state. */
    public ServicePlace place() {
        return place;
    }

    /** What it wrote to its standard output and error. */
    public LogFile log() {
        return process.log();
    }

    /** Whether it was started and has ended although nobody asked it to. */
    public boolean endedUnasked() {
        return process.endedUnasked();
    }

    /** The process as it runs now. */
    public Optional<RunningProcess> find() {
        return process.find();
    }

    boolean answers() {
        return find().isPresent() && answers.getAsBoolean();
    }

    /** True when it runs and answers on its port; false when it has to be started and its port is free for that. */
    boolean alreadyServes() {
        Optional<RunningProcess> running = find();
        if (running.isPresent()) {
            awaitAnswer(running.get());
            return true;
        }
        if (!FreePorts.isFree(port())) {
            throw new StartException(
                    "Port %d, which %s needs, is taken by another program; stop that program or choose other ports"
                            .formatted(port(), name));
        }
        try {
            Files.createDirectories(place.folder());
        } catch (IOException e) {
            throw new StartException(
                    "Cannot make the folder %s for %s: %s; choose another folder"
                            .formatted(place.folder(), name, Reason.of(e)),
                    e);
        }
        return false;
    }

    void start(ProcessCommand command) {
        process.start(command, place.lifetime(), Readiness.when(answers, START_LIMIT));
    }

    void stop() {
        process.stop(stopSignal, GRACE);
    }

    private void awaitAnswer(RunningProcess running) {
        if (!process.awaitReady(running, Readiness.when(answers, START_LIMIT))) {
            throw new StartException(
                    "%s runs as %s but does not answer on port %d; stop it and start it again, with the same ports"
                            .formatted(name, running, port()));
        }
    }
}
