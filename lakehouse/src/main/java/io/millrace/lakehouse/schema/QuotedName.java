package io.millrace.lakehouse.schema;

/** A name as Spark's SQL reads it, whatever it contains. */
public final class QuotedName {
    private QuotedName() {}

    public static String of(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
