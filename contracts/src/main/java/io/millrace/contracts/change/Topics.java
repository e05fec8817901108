package io.millrace.contracts.change;

/**
 * The names of the topics of one pipeline.
 *
 * @param pipeline the pipeline's name
 */
public record Topics(String pipeline) {
    private static final String ROOT = "millrace.";

    /** The changes of one table: keyed by primary key, deleted by age, never compacted. */
    public String changes(TableId table) {
        return changesPrefix() + SafeName.encode(table.schema()) + "." + SafeName.encode(table.table());
    }

    /** What the names of all change topics of the pipeline begin with, and no other topic's. */
    public String changesPrefix() {
        return ROOT + SafeName.encode(pipeline) + ".changes.";
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
}
