package io.millrace.contracts.online;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has come of a shadow. Redis holds the sums of all nodes as a hash with a field for each.
 *
 * @param ranked requests for which both models have ranked
 * @param failed requests for which the shadow failed
 * @param notFinite requests for which it came to no numbers
 * @param common items that were in both lists
 * @param listed items that were in the longer of both
 * @param nanos that the shadow's rankings took
 * @param currentNanos that those of the current model took, for the same requests in the same thread
 */
public record ShadowCounts(
        long ranked, long failed, long notFinite, long common, long listed, long nanos, long currentNanos) {
    /** Before the first request. */
    public static final ShadowCounts NONE = new ShadowCounts(0, 0, 0, 0, 0, 0, 0);

    private static final String RANKED = "ranked";
    private static final String FAILED = "failed";
    private static final String NOT_FINITE = "not_finite";
    private static final String COMMON = "common";
    private static final String LISTED = "listed";
    private static final String NANOS = "nanos";
    private static final String CURRENT_NANOS = "current_nanos";

    /** One request for which both have ranked. */
    public static ShadowCounts ofRanking(int common, int listed, long nanos, long currentNanos) {
        return new ShadowCounts(1, 0, 0, common, listed, nanos, currentNanos);
    }

    /** One request for which the shadow failed. */
    public static ShadowCounts ofFailure() {
        return new ShadowCounts(0, 1, 0, 0, 0, 0, 0);
    }

    /** One request for which it came to no numbers. */
    public static ShadowCounts ofNoNumbers() {
        return new ShadowCounts(0, 0, 1, 0, 0, 0, 0);
    }

    /** These and others. */
    public ShadowCounts plus(ShadowCounts more) {
        return new ShadowCounts(
                ranked + more.ranked,
                failed + more.failed,
                notFinite + more.notFinite,
                common + more.common,
                listed + more.listed,
                nanos + more.nanos,
                currentNanos + more.currentNanos);
    }

    /** Share of the items that both models have listed; 1 where they agree on all, NaN before the first request. */
    public double overlap() {
        return listed == 0 ? Double.NaN : (double) common / listed;
    }

    /** How many times as long as the current model the shadow takes; NaN before the first request. */
    public double slowdown() {
        return currentNanos == 0 ? Double.NaN : (double) nanos / currentNanos;
    }

    /** The fields of the hash. */
    public Map<String, Long> fields() {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put(RANKED, ranked);
        fields.put(FAILED, failed);
        fields.put(NOT_FINITE, notFinite);
        fields.put(COMMON, common);
        fields.put(LISTED, listed);
        fields.put(NANOS, nanos);
        fields.put(CURRENT_NANOS, currentNanos);
        return fields;
    }

    /**
     * Reads the fields; one that is missing is zero, so that no fields at all are {@link #NONE}.
     *
     * @throws IllegalArgumentException if one is no number
     */
    public static ShadowCounts parse(Map<String, String> fields) {
        return new ShadowCounts(
                number(fields, RANKED),
                number(fields, FAILED),
                number(fields, NOT_FINITE),
                number(fields, COMMON),
                number(fields, LISTED),
                number(fields, NANOS),
                number(fields, CURRENT_NANOS));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
