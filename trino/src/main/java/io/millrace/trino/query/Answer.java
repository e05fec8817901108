package io.millrace.trino.query;

import java.util.List;

/**
 * What a statement gave.
 *
 * @param columns in the order of the statement
 * @param rows each as long as the columns; a NULL is null
 */
public record Answer(List<Column> columns, List<List<Object>> rows) {
    /**
     * A column of an answer.
     *
     * @param numeric whether its values are numbers
     */
    public record Column(String name, boolean numeric) {}
}
