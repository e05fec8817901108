package io.millrace.cdc.check;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param subject what: the server, a table, a role of the pipeline file
 * @param sentence what is found, and what to do where no SQL does it
 * @param sql what mends it
 */
public record Finding(Level level, String subject, String sentence, Optional<String> sql) {

    /** What a finding means. */
    public enum Level {
        OK,
        /** Works, but the sentence should be known. */
        ADVICE,
        /** Tables can be captured, but the recommender cannot use them as the pipeline file says. */
        BLOCKS_RECOMMENDER,
        /** Capture would lose data, break the source's own writes, or not start. */
        BLOCKS_CAPTURE
    }

    static Finding ok(String subject, String sentence) {
        return new Finding(Level.OK, subject, sentence, Optional.empty());
    }

    static Finding advice(String subject, String sentence) {
        return new Finding(Level.ADVICE, subject, sentence, Optional.empty());
    }

    static Finding advice(String subject, String sentence, String sql) {
        return new Finding(Level.ADVICE, subject, sentence, Optional.of(sql));
    }

    static Finding recommender(String subject, String sentence) {
        return new Finding(Level.BLOCKS_RECOMMENDER, subject, sentence, Optional.empty());
    }

    static Finding recommender(String subject, String sentence, String sql) {
        return new Finding(Level.BLOCKS_RECOMMENDER, subject, sentence, Optional.of(sql));
    }

    static Finding capture(String subject, String sentence) {
        return new Finding(Level.BLOCKS_CAPTURE, subject, sentence, Optional.empty());
    }

    static Finding capture(String subject, String sentence, String sql) {
        return new Finding(Level.BLOCKS_CAPTURE, subject, sentence, Optional.of(sql));
    }

    /** Whether something has to be mended. */
    public boolean isProblem() {
        return level == Level.BLOCKS_RECOMMENDER || level == Level.BLOCKS_CAPTURE;
    }
}
