package io.millrace.streaming;

import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a live state: what the setting says, and a hash of what the pipeline file says of recommendations and figures, because
 * state that was built for one meaning of the tables is none for another.
 *
 * @param setting letters and digits
 */
record GenerationName(String setting, Pipeline pipeline) {
    private static final int HASH_DIGITS = 8;
    /** What is kept of figures: state that was built before it was so lacks some of it. */
    private static final String FIGURES_LAYOUT = "beginnings";

    String text() {
        try {
            // A file without caps means what it did before there were any.
            String recommend = pipeline.recommend().toString().replace(", caps=" + Caps.NONE, "");
            String meaning = recommend + "/" + pipeline.source().partitions();
            if (!pipeline.figures().isEmpty()) {
                meaning += "/" + pipeline.figures() + "/" + FIGURES_LAYOUT;
            }
            if (!pipeline.eventInteractions().isEmpty()) {
                meaning += "/" + pipeline.eventInteractions();
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
            return setting + "_" + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
