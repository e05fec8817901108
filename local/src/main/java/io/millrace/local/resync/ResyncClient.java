package io.millrace.local.resync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import io.millrace.local.stack.Probe;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks the lakehouse to have a table read again, and both processes how far that is.
 *
 * @param capture its endpoint
 * @param lakehouse its endpoint
 */
public record ResyncClient(Probe capture, Probe lakehouse) {

    /** Asks; gives the id under which it can be followed. */
    public String ask(Resync resync) {
        Probe.Answer answer = lakehouse
                .post(Resync.PATH, resync)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "The lakehouse does not answer at %s; see './millrace status'".formatted(lakehouse.base())));
        if (!answer.ok()) {
            throw new PipelineException(
                    answer.status() / 100 == 4 ? FailureKind.CONFIGURATION : FailureKind.NOT_READY,
                    answer.body().path("message").asText("The lakehouse answers with status " + answer.status()));
        }
        return parsed(answer.body(), ReloadState.class).id();
    }

    /**
     * Returns when the lake has a table that is read for the first time.
     *
     * @param here looks whether it has
     * @throws PipelineException of kind SOURCE if it could not be read
     */
    <T> T awaitFirst(TableId table, Supplier<Optional<T>> here, Duration pause) throws InterruptedException {
        Optional<T> found = here.get();
        while (found.isEmpty()) {
            failure(table).ifPresent(state -> {
                throw new PipelineException(
                        FailureKind.SOURCE,
                        "%s could not be read: %s. It is not in the lake, every other table is; it is read again by itself, less and less often, and at once by './millrace resync %s'"
                                .formatted(table, state.problem(), table));
            });
            Thread.sleep(pause.toMillis());
            found = here.get();
        }
        return found.get();
    }

    /**
     * Waits until the lake has applied it and tells what changes meanwhile.
     *
     * @throws PipelineException of kind SOURCE if capture could not read the table, of kind NOT_READY if a process does
     *     not answer for a minute
     */
    public void follow(String id, Resync resync, Duration pause, Consumer<String> told) throws InterruptedException {
        String last = "";
        long lastAnswer = System.nanoTime();
        while (true) {
            Optional<Resync.Progress> lake = progress(resync);
            if (lake.filter(table -> table.applied().contains(id)).isPresent()) {
                told.accept("the lake has it");
                return;
            }
            Optional<ReloadState> source = state(id);
            source.filter(state -> state.phase() == Phase.FAILED).ifPresent(state -> {
                throw new PipelineException(
                        FailureKind.SOURCE, "%s could not be read again: %s".formatted(state.table(), state.problem()));
            });
            if (lake.isPresent() && source.isPresent()) {
                lastAnswer = System.nanoTime();
            } else if (System.nanoTime() - lastAnswer > Duration.ofMinutes(1).toNanos()) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "Capture or lakehouse does not tell of %s; it goes on by itself when both are up"
                                .formatted(id));
            }
            String now = source.map(ResyncClient::sentence).orElse(last);
            if (!now.equals(last)) {
                told.accept(now);
                last = now;
            }
            Thread.sleep(pause.toMillis());
        }
    }

    private static String sentence(ReloadState state) {
        String problem = state.problem() == null ? "" : ": " + state.problem();
        return switch (state.phase()) {
            case WAITING -> "waiting for its turn" + problem;
            case READING -> "%d rows read%s".formatted(state.rows(), problem);
            case PUBLISHED -> "%d rows published, the lake applies them".formatted(state.rows());
            case FAILED -> "failed" + problem;
        };
    }

    private Optional<Resync.Progress> progress(Resync resync) {
        return lakehouse.get(Resync.PATH).filter(Probe.Answer::ok).flatMap(answer -> Stream.of(
                        parsed(answer.body(), Resync.Progress[].class))
                .filter(table -> table.table().equals(resync.table()))
                .findFirst());
    }

    private Optional<ReloadState> state(String id) {
        return states().stream().filter(state -> state.id().equals(id)).findFirst();
    }

    /** The last that capture was asked for of a table, where that and all before it have failed. */
    Optional<ReloadState> failure(TableId table) {
        List<ReloadState> own =
                states().stream().filter(state -> state.table().equals(table)).toList();
        return own.stream().max(Comparator.comparing(ReloadState::asked)).filter(any -> own.stream()
                .allMatch(state -> state.phase() == Phase.FAILED));
    }

    private List<ReloadState> states() {
        return capture.get(ReloadRequest.PATH)
                .filter(Probe.Answer::ok)
                .map(answer -> List.of(parsed(answer.body(), ReloadState[].class)))
                .orElseGet(List::of);
    }

    private static <T> T parsed(JsonNode body, Class<T> type) {
        try {
            return Json.mapper().treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "A process answers in a way that this version does not understand: " + e.getOriginalMessage(),
                    e);
        }
    }
}
