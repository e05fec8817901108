package io.millrace.contracts.lake;

import java.util.Locale;

/**
 * What the scheduler may ask of the lake's one writer, as {@code POST PATH?operation=optimize[&table=shop.orders]} on
 * the lakehouse's endpoint. Without a table all are treated. The answer comes when the work is done.
 */
public enum Maintenance {
    /** Rewrites small files into large ones. */
    OPTIMIZE,
    /** Deletes files that no version within the retention needs. */
    VACUUM;

    public static final String PATH = "/v1/maintenance";

    /** The value of the parameter {@code operation}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The operation of this code. */
    public static Maintenance ofCode(String code) {
        for (Maintenance operation : values()) {
            if (operation.code().equals(code)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("No maintenance is called '" + code + "'; there are optimize and vacuum");
    }
}
