package io.millrace.streaming.figure;

import io.millrace.contracts.change.TableId;

/**
 * A table in which a dimension is looked up.
 *
 * @param by what those who look call the key
 * @param column with the dimension
 */
public record Lookup(int number, TableId table, String by, String column) {}
