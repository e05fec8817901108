package io.millrace.contracts.change;

/**
 * The names of the topics of one pipeline.
 *
 * @param pipeline the pipeline's name
 */
public record Topics(String pipeline) {
    /**
     * Name of the record header with the generation of the live state that tells. One that is not the generation of
     * {@link io.millrace.contracts.online.OnlineKeys#livePointer} is being built, or was replaced: what it tells is no
     * news.
     */
    public static final String GENERATION_HEADER = "millrace-generation";

    private static final String ROOT = "millrace.";

    /** Whether this is a name of Millrace's own, which a pipeline file cannot give to a topic. */
    public static boolean isOwn(String topic) {
        return topic.startsWith(ROOT);
    }

    /** The changes of one table: keyed by primary key, deleted by age, never compacted. */
    public String changes(TableId table) {
        return changesPrefix() + SafeName.encode(table.schema()) + "." + SafeName.encode(table.table());
    }

    /** What the names of all change topics of the pipeline begin with, and no other topic's. */
    public String changesPrefix() {
        return ROOT + SafeName.encode(pipeline) + ".changes.";
    }

    /** The events of one type, unless the pipeline file names another topic: keyed by the type's key. */
    public String events(String type) {
        return ROOT + SafeName.encode(pipeline) + ".events." + SafeName.encode(type);
    }

    /** Table schemas by id; compacted. */
    public String schemas() {
        return ROOT + SafeName.encode(pipeline) + ".schemas";
    }

    /** How far capture has read the source; compacted; belongs to the capture engine. */
    public String offsets() {
        return ROOT + SafeName.encode(pipeline) + ".offsets";
    }

    /** Which source cluster each incarnation was, and the last progress; compacted. */
    public String capture() {
        return ROOT + SafeName.encode(pipeline) + ".capture";
    }

    /**
     * What the names of all topics of a generation of the live state begin with; the name of its consumer group.
     *
     * @param generation of lower-case letters, digits and underscores
     */
    public String live(String generation) {
        return ROOT + SafeName.encode(pipeline) + ".live." + SafeName.encode(generation);
    }

    /** Rows on their way to their parents; belongs to the live state. */
    public String liveJoins(String generation) {
        return live(generation) + ".joins";
    }

    /** What ties users to items, on its way to the users; belongs to the live state. */
    public String liveUsers(String generation) {
        return live(generation) + ".users";
    }

    /** What counts, on its way to measures and rules; belongs to the live state. */
    public String liveFigures(String generation) {
        return live(generation) + ".figures";
    }

    /**
     * Measures as they change: JSON of {@link io.millrace.contracts.online.MeasurePoint} by its key, under the
     * {@link #GENERATION_HEADER}; compacted, and deleted by age.
     */
    public String metrics() {
        return ROOT + SafeName.encode(pipeline) + ".metrics";
    }

    /**
     * Alerts as they open, change and close: JSON of {@link io.millrace.contracts.online.Alert} by id, under the
     * {@link #GENERATION_HEADER}; deleted by age.
     */
    public String alerts() {
        return ROOT + SafeName.encode(pipeline) + ".alerts";
    }
}
