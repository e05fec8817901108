package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** A table of users with a name and a biography that is stored out of line. */
final class UserTable {
    static final TableId ID = TableId.parse("users");
    static final TableSchema SCHEMA = schema();

    private UserTable() {}

    /** The table's schema with more columns. */
    static TableSchema schema(TableSchema.Column... added) {
        List<TableSchema.Column> columns = new ArrayList<>(List.of(
                new TableSchema.Column("id", ColumnType.of(Kind.INT64), false, "bigint"),
                new TableSchema.Column("name", ColumnType.of(Kind.TEXT), true, "text"),
                new TableSchema.Column("bio", ColumnType.of(Kind.TEXT), true, "text")));
        columns.addAll(List.of(added));
        return new TableSchema(ID, columns, List.of("id"));
    }

    /** Publishes a whole row. */
    static void row(FakeCapture capture, Operation op, long lsn, long previousCommit, int id, String name) {
        capture.change(
                op,
                SCHEMA,
                lsn,
                previousCommit,
                key(id),
                "{\"id\":%d,\"name\":\"%s\",\"bio\":\"bio %d\"}".formatted(id, name, id));
    }

    /** Publishes an update that leaves out the biography. */
    static void rename(FakeCapture capture, long lsn, long previousCommit, int id, String name) {
        capture.change(
                Operation.UPDATE,
                SCHEMA,
                lsn,
                previousCommit,
                key(id),
                "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name));
    }

    static void delete(FakeCapture capture, long lsn, long previousCommit, int id) {
        capture.change(Operation.DELETE, SCHEMA, lsn, previousCommit, key(id), null);
    }

    static String key(int id) {
        return "{\"id\":%d}".formatted(id);
    }

    /** The rows of the silver table as text, by id. */
    static List<String> silver(Pipeline pipeline) {
        return LakehouseStack.silver(pipeline, ID, "id").stream()
                .map(row -> "%d %s %s".formatted(row.getLong(0), row.getString(1), row.getString(2)))
                .toList();
    }

    /** The Kafka record of each change that the change log holds. */
    static List<String> records(Pipeline pipeline) {
        return LakehouseStack.LAKE
                .read(pipeline.name() + "__log", "changes")
                .where("source_table = 'public.users'")
                .select("topic", "partition", "offset")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }
}
