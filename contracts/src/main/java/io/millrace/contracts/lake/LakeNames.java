package io.millrace.contracts.lake;

import io.millrace.contracts.change.SafeName;
import io.millrace.contracts.change.TableId;

/**
 * Gives every source table a name in the lake that no other source table has.
 *
 * <p>The rule: each name is written as {@link SafeName} says. The lake's schema is the pipeline's name; the lake's table
 * is the table's name for the schema {@code public}, and schema and table joined by two underscores for any other. A
 * safe name never contains two underscores in a row and never ends with one, so nothing is ambiguous; Millrace's own
 * schemas ({@code shop__log}) use what is left.
 *
 * @param pipeline the pipeline's name
 */
public record LakeNames(String pipeline) {
    private static final String PUBLIC = "public";
    private static final String SEPARATOR = "__";

    /** The schema of the source's tables. */
    public String schema() {
        return SafeName.encode(pipeline);
    }

    /** The table's name in the lake, without the schema. */
    public String table(TableId source) {
        return source.schema().equals(PUBLIC)
                ? SafeName.encode(source.table())
                : SafeName.encode(source.schema()) + SEPARATOR + SafeName.encode(source.table());
    }

    /** The table's name in the lake with the schema, such as {@code shop.orders}. */
    public String qualified(TableId source) {
        return schema() + "." + table(source);
    }

    /** The schema of the change log and the quarantine. */
    public String logSchema() {
        return schema() + SEPARATOR + "log";
    }

    /** The schema of the versions that the source's rows had. */
    public String historySchema() {
        return schema() + SEPARATOR + "history";
    }

    /** The schema of the views that show silver with the newest changes. */
    public String liveSchema() {
        return schema() + SEPARATOR + "live";
    }

    /** The schema of the events, one table for each type. */
    public String eventsSchema() {
        return schema() + SEPARATOR + "events";
    }

    /** The table of an event type, without the schema. */
    public String events(String type) {
        return SafeName.encode(type);
    }

    /** The schema of what is computed from the rows beside recommendations: measures and alerts. */
    public String figuresSchema() {
        return schema() + SEPARATOR + "figures";
    }

    /** The schema of the feature tables. */
    public String featuresSchema() {
        return schema() + SEPARATOR + "features";
    }

    /** The schema of the models' tables. */
    public String modelsSchema() {
        return schema() + SEPARATOR + "models";
    }

    /** The location of a table of the lake below this root, such as {@code s3a://lake/shop/orders}. */
    public static String location(String root, String schema, String table) {
        return root + "/" + schema + "/" + table;
    }
}
