package io.millrace.contracts.source;

/**
 * The settings of a session under which the text of a value depends on the value alone, whatever the server, the
 * database or the role say.
 */
public final class TextSession {
    /** As options of the connection. The zone is not among them: the driver sets that of the process afterwards. */
    public static final String OPTIONS = "-c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex"
            + " -c extra_float_digits=1 -c lc_monetary=C -c quote_all_identifiers=off";

    /** The zone of the session, in which a range of moments is written. */
    public static final String TIME_ZONE = "UTC";

    private TextSession() {}
}
