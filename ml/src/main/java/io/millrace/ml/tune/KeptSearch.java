package io.millrace.ml.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.als.AlsParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A search as it is kept on the lake: the cut that it reads and the trials that it has made, so that one that was killed
 * goes on where it was, on the same data, whatever has been refreshed meanwhile.
 */
final class KeptSearch {
    /** A day less than the lake keeps the versions of tables that a search reads. */
    private static final Duration READABLE = Duration.ofDays(6);

    private static final String PLAN = "/plan.json";
    private static final String TRIALS = "/trials";
    private static final int DIGITS = 24;

    private final LakeFiles files;
    private final String folder;
    private final Plan plan;

    /**
     * What a search is about.
     *
     * @param question how trials are judged
     */
    record Plan(FeaturesManifest features, String question, boolean finished) {}

    private KeptSearch(LakeFiles files, String folder, Plan plan) {
        this.files = files;
        this.folder = folder;
        this.plan = plan;
    }

    /**
     * The search that was not finished, if it asks the same; else one of the latest cut, with the trials that were made
     * of it.
     *
     * @param latest the latest cut
     * @param question how trials are judged
     */
    static KeptSearch open(LakeFiles files, String folder, FeaturesManifest latest, String question) {
        Optional<Plan> kept = files.read(folder + PLAN)
                .map(text -> read(folder + PLAN, text, Plan.class))
                .filter(plan -> plan.question().equals(question));
        Optional<Plan> usable =
                kept.filter(plan -> plan.features().equals(latest) || !plan.finished() && isReadable(plan));
        if (usable.isPresent()) {
            return new KeptSearch(files, folder, usable.get());
        }
        files.remove(folder + TRIALS);
        var fresh = new KeptSearch(files, folder, new Plan(latest, question, false));
        fresh.write(PLAN, fresh.plan);
        return fresh;
    }

    private static boolean isReadable(Plan plan) {
        return plan.features().computedAt().plus(READABLE).isAfter(Instant.now());
    }

    /** The cut that is searched on. */
    FeaturesManifest features() {
        return plan.features();
    }

    /** The trial of these parameters, if it was made. */
    Optional<Trial> trial(AlsParameters parameters) {
        String file = folder + file(parameters);
        return files.read(file).map(text -> read(file, text, Trial.class));
    }

    void keep(Trial trial) {
        write(file(trial.parameters()), trial);
    }

    /** Says that all trials are made: the next search reads the latest cut then. */
    void finish() {
        write(PLAN, new Plan(plan.features(), plan.question(), true));
    }

    private static String file(AlsParameters parameters) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(parameters.toString().getBytes(StandardCharsets.UTF_8));
            return "%s/%s.json".formatted(TRIALS, HexFormat.of().formatHex(hash).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void write(String file, Object document) {
        try {
            files.write(folder + file, Json.mapper().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A search can be written as JSON", e);
        }
    }

    private static <T> T read(String file, String text, Class<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "%s is not what this version wrote; remove it and search again".formatted(file),
                    e);
        }
    }
}
