package io.millrace.conformance.lake;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.millrace.conformance.comparison.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Delta tables, read by the kernel of Delta. */
public final class DeltaLake {
    private final Engine engine;

    /** Tables in a file system that this configuration tells how to reach. */
    public DeltaLake(Map<String, String> configuration) {
        var hadoop = new Configuration();
        configuration.forEach(hadoop::set);
        this.engine = DefaultEngine.create(hadoop);
    }

    /** The rows of a version of the table at this location. */
    public TableRows rows(String location, long version) {
        return rows(
                location, TableManager.loadSnapshot(location).atVersion(version).build(engine));
    }

    /** The rows of the newest version of the table at this location; nothing if there is no table. */
    public Optional<TableRows> newest(String location) {
        try {
            return Optional.of(
                    rows(location, TableManager.loadSnapshot(location).build(engine)));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        }
    }

    private TableRows rows(String location, Snapshot snapshot) {
        Scan scan = snapshot.getScanBuilder().build();
        Row state = scan.getScanState(engine);
        StructType schema = snapshot.getSchema();
        Map<String, String> types = new LinkedHashMap<>();
        schema.fields().forEach(field -> types.put(field.getName(), LakeValue.type(field.getDataType())));
        Map<List<String>, Integer> counted = new HashMap<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        count(state, files.next(), counted);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + location, e);
        }
        return new TableRows(types, counted);
    }

    private void count(Row state, Row file, Map<List<String>, Integer> counted) throws IOException {
        CloseableIterator<ColumnarBatch> physical = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                        ScanStateRow.getPhysicalDataReadSchema(state),
                        Optional.empty())
                .map(FileReadResult::getData);
        try (CloseableIterator<FilteredColumnarBatch> batches =
                Scan.transformPhysicalData(engine, state, file, physical)) {
            while (batches.hasNext()) {
                count(batches.next(), counted);
            }
        }
    }

    private static void count(FilteredColumnarBatch batch, Map<List<String>, Integer> counted) {
        ColumnarBatch data = batch.getData();
        Optional<ColumnVector> selected = batch.getSelectionVector();
        int columns = data.getSchema().length();
        for (int row = 0; row < data.getSize(); row++) {
            if (isSelected(selected, row)) {
                String[] values = new String[columns];
                for (int column = 0; column < columns; column++) {
                    values[column] = LakeValue.text(data.getColumnVector(column), row);
                }
                counted.merge(Arrays.asList(values), 1, Integer::sum);
            }
        }
    }

    private static boolean isSelected(Optional<ColumnVector> selected, int row) {
        return selected.map(vector -> !vector.isNullAt(row) && vector.getBoolean(row))
                .orElse(true);
    }
}
