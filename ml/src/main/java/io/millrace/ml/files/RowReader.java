package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** Makes interactions of a file's rows, and counts those that it leaves out. */
final class RowReader {
    private final Path file;
    private final Layout layout;
    private final RowRules rules;
    private final Map<Integer, Pattern> only = new LinkedHashMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final int columns;
    private long rows;
    private long kept;

    /**
     * Reads rows of this layout.
     *
     * @param columns how many the first line has
     */
    RowReader(Path file, Layout layout, RowRules rules, int columns) {
        this.file = file;
        this.layout = layout;
        this.rules = rules;
        this.columns = columns;
        rules.only().forEach((name, pattern) -> only.put(layout.place(name, columns), pattern));
    }

    /** The row's interaction; nothing if the row does not count. */
    Optional<Interaction> read(CSVRecord row) {
        rows++;
        if (row.size() != columns) {
            throw wrong(row, "has %d columns, and the first line has %d".formatted(row.size(), columns));
        }
        for (Map.Entry<Integer, Pattern> condition : only.entrySet()) {
            if (!condition.getValue().matcher(row.get(condition.getKey())).matches()) {
                return without("not what --only asks for");
            }
        }
        String user = cell(row, Column.USER).orElseThrow();
        String item = cell(row, Column.ITEM).orElseThrow();
        if (user.isEmpty() || item.isEmpty()) {
            return without(user.isEmpty() ? "no user" : "no item");
        }
        double weight = cell(row, Column.WEIGHT).map(text -> weight(row, text)).orElse(1.0);
        if (!rules.admits(weight)) {
            return without(rules.leastWeight().isPresent() ? "weight below --min-weight" : "weight not above zero");
        }
        OptionalLong time = cell(row, Column.TIME)
                .map(text -> OptionalLong.of(time(row, text)))
                .orElse(OptionalLong.empty());
        kept++;
        return Optional.of(new Interaction(user, item, weight, time, cell(row, Column.EVENT)));
    }

    private Optional<String> cell(CSVRecord row, Column column) {
        return layout.place(column).map(row::get).map(String::strip);
    }

    private double weight(CSVRecord row, String text) {
        return Cells.number(text)
                .orElseThrow(() -> wrong(row, "has the weight '%s', which is no number".formatted(text)));
    }

    private long time(CSVRecord row, String text) {
        return FileTime.parse(text)
                .orElseThrow(() -> wrong(
                        row,
                        "has the time '%s'; write seconds since 1970, or such as 2010-12-01 08:26:00".formatted(text)));
    }

    private Optional<Interaction> without(String reason) {
        leftOut.merge(reason, 1L, Long::sum);
        return Optional.empty();
    }

    /** What came of the rows so far. */
    Reading reading() {
        return new Reading(file.toString(), rows, kept, leftOut);
    }

    private PipelineException wrong(CSVRecord row, String sentence) {
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "%s:%d %s"
                        .formatted(
                                file,
                                row.getParser() == null ? 0 : row.getParser().getCurrentLineNumber(),
                                sentence));
    }
}
