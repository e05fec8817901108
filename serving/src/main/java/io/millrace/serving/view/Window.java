package io.millrace.serving.view;

/** Over which time popularity is counted. */
public enum Window {
    RECENT,
    ALL;

    /** How the entry counts in this window. */
    public long count(CatalogEntry entry) {
        return switch (this) {
            case RECENT -> entry.recent();
            case ALL -> entry.interactions();
        };
    }
}
