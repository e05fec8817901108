package io.millrace.contracts.pipeline;

/**
 * A column of a row's own table or of its parent.
 *
 * @param parent whether the column is the parent row's
 */
public record ColumnRef(boolean parent, String column) {}
