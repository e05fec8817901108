package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of the source as they are now. */
record SourceTables(SparkSession spark, Source source) {
    private static final String FETCH_ROWS = "10000";

    /** Where the source's log ends now. */
    long position() {
        try (Connection connection = DriverManager.getConnection(
                        source.url(), source.user(), source.password().reveal());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            rows.next();
            return Position.parseLsn(rows.getString(1));
        } catch (SQLException e) {
            throw new PipelineException(
                    FailureKind.SOURCE,
                    "Cannot ask %s where its log ends: %s".formatted(source.url(), e.getMessage()),
                    e);
        }
    }

    /** The rows of a table with the columns and types of its silver table. */
    Dataset<Row> read(TableId table, StructType silver) {
        String columns =
                Arrays.stream(silver.fields()).map(SourceTables::column).collect(Collectors.joining(", "));
        Dataset<Row> rows = spark.read()
                .format("jdbc")
                .option("url", source.url())
                .option("user", source.user())
                .option("password", source.password().reveal())
                .option("driver", "org.postgresql.Driver")
                .option("preferTimestampNTZ", "true")
                .option("fetchsize", FETCH_ROWS)
                .option(
                        "query",
                        "SELECT %s FROM %s.%s".formatted(columns, quoted(table.schema()), quoted(table.table())))
                .load();
        for (StructField field : silver.fields()) {
            rows = rows.withColumn(
                    field.name(), functions.col("`" + field.name() + "`").cast(field.dataType()));
        }
        return rows;
    }

    /** What the lake holds as text is compared in the source's own text form. */
    private static String column(StructField field) {
        return field.dataType() instanceof StringType
                ? quoted(field.name()) + "::text AS " + quoted(field.name())
                : quoted(field.name());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
