package io.millrace.contracts.change;

/**
 * A {@link Change} as it was published: the key and the images are the JSON text that they travelled as, for those who
 * keep changes and do not look into them.
 */
public record PublishedChange(
        Operation op,
        TableId table,
        String key,
        int incarnation,
        long lsn,
        long previousCommit,
        long transaction,
        long committedAt,
        String schema,
        String before,
        String after,
        String reload) {}
