package io.millrace.conformance.scenario;

/**
 * One statement of a scenario.
 *
 * @param session which connection runs it; statements of one session share its transaction
 * @param beside whether other sessions go on while it runs, until the end of the batch
 * @param sql the statement without its last semicolon
 */
public record SqlStep(String session, boolean beside, String sql) {
    /** A statement that is over before the next one begins. */
    public SqlStep(String session, String sql) {
        this(session, false, sql);
    }
}
