package io.millrace.contracts.source;

import io.millrace.contracts.change.Position;
import java.time.Instant;

/**
 * A moment of the source, held still: {@code POST} {@link #PATH} makes one, {@code DELETE} of {@code PATH?name=...} ends
 * it, as does its time.
 *
 * @param name what {@code SET TRANSACTION SNAPSHOT} takes
 * @param position everything that committed at or before it is in the snapshot, and nothing else
 * @param expires when it ends by itself; a transaction that has taken it lives on
 */
public record SourceSnapshot(String name, Position position, Instant expires) {
    public static final String PATH = "/v1/snapshots";
}
