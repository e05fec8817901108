package io.millrace.orchestration.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.orchestration.chain.Result;
import io.millrace.orchestration.chain.StepCall;
import io.millrace.orchestration.chain.StepOutcome;
import io.millrace.orchestration.chain.StopSignal;
import io.millrace.orchestration.step.StepLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at once with what is known of the models, and runs the program behind {@code millrace models} one call after the
 * other: to look again when something may have changed them, and to make another one current.
 */
public final class ModelDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelDesk.class);
    /** The command may change models, too, and tells nobody. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final ModelProgram program;
    private final Path logs;
    private final Duration grace;
    private final Supplier<Object> ended;
    private final StopSignal stop = new StopSignal();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "models");
        named.setDaemon(true);
        return named;
    });

    private KeptModels known =
            new KeptModels(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    private Object reflects = "";

    /**
     * A desk that has not asked for anything yet.
     *
     * @param logs the folder that takes what the program says
     * @param grace how long it may take to end
     * @param ended what has run last: when that is another, the models may be others
     */
    public ModelDesk(ModelProgram program, Path logs, Duration grace, Supplier<Object> ended) {
        this.program = program;
        this.logs = logs;
        this.grace = grace;
        this.ended = ended;
    }

    /** What is known now; begins to look again if that may be outdated. */
    public synchronized KeptModels read() {
        Object last = ended.get();
        boolean isFresh = reflects.equals(last)
                && known.at()
                        .filter(at -> at.isAfter(Instant.now().minus(OLDEST)))
                        .isPresent();
        if (!isFresh && !known.looking() && !isChanging()) {
            look(last);
        }
        return known;
    }

    private boolean isChanging() {
        return known.change()
                .filter(change -> change.result() == ModelChange.Result.RUNNING)
                .isPresent();
    }

    private void look(Object last) {
        reflects = last;
        known = new KeptModels(known.at(), known.models(), true, known.change(), Optional.empty());
        CompletableFuture.supplyAsync(this::listed, thread)
                .whenComplete((models, failure) -> found(Optional.ofNullable(models), problem(failure)));
    }

    private JsonNode listed() {
        Path log = run("models-list.log", List.of("list", "--json"));
        return printed(log)
                .orElseThrow(
                        () -> new PipelineException(FailureKind.INTERNAL, "The program printed no list; see " + log));
    }

    private static Optional<String> problem(Throwable failure) {
        return Optional.ofNullable(failure)
                .map(problem -> problem instanceof CompletionException ? problem.getCause() : problem)
                .map(Throwable::getMessage);
    }

    private synchronized void found(Optional<JsonNode> models, Optional<String> problem) {
        // After a failure, too: it is tried again when it is asked for again in a while, not at every question.
        known = new KeptModels(Optional.of(Instant.now()), models.or(known::models), false, known.change(), problem);
    }

    /** Begins to make this model current; nothing while another change goes on. */
    public Optional<ModelChange> promote(String model) {
        return change("promote " + model, List.of("promote", model));
    }

    /** Begins to make the model before current; nothing while another change goes on. */
    public Optional<ModelChange> rollBack() {
        return change("roll back", List.of("rollback"));
    }

    private synchronized Optional<ModelChange> change(String what, List<String> arguments) {
        if (isChanging()) {
            return Optional.empty();
        }
        var change = new ModelChange(what, ModelChange.Result.RUNNING, "", Instant.now());
        changed(change);
        LOG.info("{} begins", what);
        CompletableFuture.supplyAsync(() -> said(run("models-change.log", arguments)), thread)
                .whenComplete((said, failure) -> end(
                        failure == null
                                ? change.ended(ModelChange.Result.DONE, said)
                                : change.ended(
                                        ModelChange.Result.FAILED,
                                        problem(failure).orElse("It gives no reason"))));
        return Optional.of(change);
    }

    private static String said(Path log) {
        return lines(log)
                .filter(line -> line.contains(" is current"))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> new StepLog(log).lastSentence());
    }

    private synchronized void end(ModelChange change) {
        LOG.info("{} {}: {}", change.what(), change.result(), change.message());
        changed(change);
        look(reflects);
    }

    private void changed(ModelChange change) {
        known = new KeptModels(known.at(), known.models(), known.looking(), Optional.of(change), known.problem());
    }

    /** Runs the program to its end; each kind of call has a log of its own, and the thread is one. */
    private Path run(String log, List<String> arguments) {
        Path file = logs.resolve(log);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot begin the log " + file, e);
        }
        StepOutcome outcome = program.with(arguments).perform(new StepCall(file, stop, handle -> {}));
        if (outcome.result() != Result.SUCCEEDED) {
            throw new PipelineException(outcome.kind().orElse(FailureKind.NOT_READY), outcome.message());
        }
        return file;
    }

    /** The list is one line, among what the program says otherwise. */
    private static Optional<JsonNode> printed(Path log) {
        Optional<String> list = lines(log)
                .filter(line -> line.startsWith("[{") || line.equals("[]"))
                .reduce((earlier, later) -> later);
        try {
            return list.isEmpty() ? Optional.empty() : Optional.of(Json.mapper().readTree(list.get()));
        } catch (JsonProcessingException e) {
            throw new PipelineException(FailureKind.INTERNAL, "The program printed another list; see " + log, e);
        }
    }

    private static Stream<String> lines(Path log) {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + log, e);
        }
    }

    /** Stops what runs. */
    @Override
    public void close() {
        stop.ask();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A run of the models' program did not end in time; the system ends it with the scheduler");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
