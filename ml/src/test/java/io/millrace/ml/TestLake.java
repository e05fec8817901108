package io.millrace.ml;

import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Lakes in folders; all of a JVM share its one Spark session. */
public final class TestLake {
    private TestLake() {}

    /** An empty lake in a folder of its own. */
    public static Lake create() {
        try {
            String uri = Files.createTempDirectory("lake").toUri().toString().replaceAll("/+$", "");
            return Lake.open("test", Settings.parse("lake.root = \"" + uri + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of these columns. */
    public static Dataset<Row> rows(Lake lake, String columns, Row... rows) {
        return lake.spark().createDataFrame(Arrays.asList(rows), StructType.fromDDL(columns));
    }
}
