package io.millrace.cdc.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What capture remembers of a reload.
 *
 * @param incarnation of the positions of its rows
 * @param rows records published; known at its end
 * @param problem why it failed
 * @param plan how it is read; nothing before it has begun
 */
record ReloadRecord(
        String id,
        ReloadRequest request,
        int incarnation,
        Phase phase,
        Instant asked,
        Optional<Instant> ended,
        long rows,
        Optional<String> problem,
        Optional<Plan> plan) {

    /**
     * How a reload is read.
     *
     * @param from a position of the stream before the first row was read, in whichever attempt
     * @param key columns of the bounds
     * @param bounds the first key of each range but the first one, as texts
     */
    record Plan(long from, List<String> key, List<List<String>> bounds) {
        int ranges() {
            return bounds.size() + 1;
        }
    }

    static ReloadRecord of(ReloadRequest request, int incarnation) {
        // The time first, so that ids sort in the order of their requests.
        String id = "%011x%05x"
                .formatted(
                        System.currentTimeMillis(), ThreadLocalRandom.current().nextInt(1 << 20));
        return new ReloadRecord(
                id,
                request,
                incarnation,
                Phase.WAITING,
                Instant.now(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    ReloadRecord begun(Plan how) {
        return new ReloadRecord(id, request, incarnation, Phase.READING, asked, ended, rows, problem, Optional.of(how));
    }

    ReloadRecord published(long records) {
        return new ReloadRecord(
                id, request, incarnation, Phase.PUBLISHED, asked, Optional.of(Instant.now()), records, problem, plan);
    }

    ReloadRecord failed(String why) {
        return new ReloadRecord(
                id,
                request,
                incarnation,
                Phase.FAILED,
                asked,
                Optional.of(Instant.now()),
                rows,
                Optional.of(why),
                plan);
    }

    /** Whether it speaks for the whole table, so that rows that it does not contain are gone. */
    boolean isOfTable() {
        return request.where() == null && request.keys() == null;
    }

    boolean hasEnded() {
        return phase == Phase.PUBLISHED || phase == Phase.FAILED;
    }

    String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reload can be written as JSON", e);
        }
    }

    static ReloadRecord parse(String json) {
        try {
            return Json.mapper().readValue(json, ReloadRecord.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS, "What capture remembers of a reload cannot be read: " + json, e);
        }
    }
}
