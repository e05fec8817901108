package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import java.util.Map;
import java.util.Optional;

/**
 * What all rows of a fold have in common.
 *
 * @param truncation the latest one of the table among the changes that are folded
 * @param onTarget whether what the lake holds of the rows is still part of them
 * @param readsSaw for each position at which a reload read rows, a commit of which it is known that the rows show it and
 *     everything before it
 */
record History(Optional<Truncation> truncation, boolean onTarget, Map<Position, Position> readsSaw) {}
