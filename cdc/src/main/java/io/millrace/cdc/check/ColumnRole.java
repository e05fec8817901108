package io.millrace.cdc.check;

import io.millrace.cdc.source.SourceColumn;
import io.millrace.contracts.change.TableId;

/**
 * A column that the pipeline file gives a meaning.
 *
 * @param path where the file names it
 */
record ColumnRole(String path, TableId table, String column, Use use) {

    /** What a column is used as. */
    enum Use {
        ID("an id: an integer, a text or a uuid") {
            @Override
            boolean fits(SourceColumn column) {
                String type = column.type();
                return isInteger(type) || isText(column) || type.equals("uuid");
            }
        },
        TIME("a time: a timestamp or a date") {
            @Override
            boolean fits(SourceColumn column) {
                return column.type().startsWith("timestamp") || column.type().equals("date");
            }
        },
        NUMBER("a number") {
            @Override
            boolean fits(SourceColumn column) {
                return column.category() == 'N' && !column.type().equals("money");
            }
        },
        ANY("a column") {
            @Override
            boolean fits(SourceColumn column) {
                return true;
            }
        };

        private final String description;

        Use(String description) {
            this.description = description;
        }

        abstract boolean fits(SourceColumn column);

        String description() {
            return description;
        }

        private static boolean isInteger(String type) {
            return type.equals("smallint") || type.equals("integer") || type.equals("bigint");
        }

        private static boolean isText(SourceColumn column) {
            return column.category() == 'S';
        }
    }
}
