package io.millrace.conformance.scenario;

/**
 * One statement of a scenario.
 *
 * @param session which connection runs it; statements of one session share its transaction
 * @param sql the statement without its last semicolon
 */
public record SqlStep(String session, String sql) {}
