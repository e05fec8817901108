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
        ID("an id: an integer, a text or a uuid", "text") {
            @Override
            boolean fits(SourceColumn column) {
                String type = column.type();
                return isInteger(type) || isText(column) || type.equals("uuid");
            }
        },
        TIME("a time: a timestamp or a date", "timestamptz") {
            @Override
            boolean fits(SourceColumn column) {
                return column.type().startsWith("timestamp") || column.type().equals("date");
            }
        },
        NUMBER("a number", "numeric") {
            @Override
            boolean fits(SourceColumn column) {
                return column.category() == 'N' && !column.type().equals("money");
            }
        },
        ANY("a column", "text") {
            @Override
            boolean fits(SourceColumn column) {
                return true;
            }
        };

        private final String description;
        private final String usualType;

        Use(String description, String usualType) {
            this.description = description;
            this.usualType = usualType;
        }

        abstract boolean fits(SourceColumn column);

        String description() {
            return description;
        }

        /** A type that fits and that most values can become. */
        String usualType() {
            return usualType;
        }

        private static boolean isInteger(String type) {
            return type.equals("smallint") || type.equals("integer") || type.equals("bigint");
        }

        private static boolean isText(SourceColumn column) {
            return column.category() == 'S';
        }
    }
}
