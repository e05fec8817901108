package io.millrace.contracts.lake;

import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * The last time that a table was compared with its source.
 *
 * @param position at which they were compared
 * @param differing rows that differed, at least
 */
public record LastAudit(Instant at, TableAudit.Outcome outcome, Optional<Position> position, long differing) {}
