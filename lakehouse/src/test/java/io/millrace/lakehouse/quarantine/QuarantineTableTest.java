package io.millrace.lakehouse.quarantine;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class QuarantineTableTest {
    @TempDir
    private static Path folder;

    @Test
    void onlyWhatIsNotThereYetIsLacking() {
        // Given
        String root = folder.toUri().toString();
        // Left open: the session is shared with the other tests of this JVM.
        Lake lake = Lake.open(
                "quarantine-test", Settings.parse("lake.root = \"" + root.substring(0, root.length() - 1) + "\""));
        var quarantine = new QuarantineTable(lake, new LakeNames("kept"));
        quarantine.create();
        quarantine.add(records(lake, 1, 2));

        // When
        Dataset<Row> lacking = quarantine.lacking(records(lake, 1, 2, 3));

        // Then
        assertThat(lacking.select("offset").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(3L);
        quarantine.add(records(lake, 3));
        assertThat(quarantine.lacking(records(lake, 1, 2, 3)).isEmpty()).isTrue();
    }

    private static Dataset<Row> records(Lake lake, long... offsets) {
        return lake.spark()
                .createDataFrame(
                        LongStream.of(offsets)
                                .mapToObj(offset -> QuarantineTable.row(
                                        "orders", "no JSON", "topic", 0, offset, new byte[0], new byte[] {1}))
                                .toList(),
                        QuarantineTable.COLUMNS);
    }
}
