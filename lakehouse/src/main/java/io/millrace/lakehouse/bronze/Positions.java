package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;

/** What is part of one position and not of an earlier one. */
public record Positions(Position after, Position upTo) {}
