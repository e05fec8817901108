package io.millrace.ml.evaluate;

/**
 * Whether a model may become current.
 *
 * @param reason a sentence with the numbers that decided
 */
public record Verdict(boolean accepted, String reason) {}
