package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.files.ColumnChoice;
import io.millrace.ml.files.InteractionFile;
import io.millrace.ml.files.RowRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Which files are read, and how. */
public final class DataFlags {
    @Option(names = "--data", paramLabel = "FILE", description = "one file, which is divided as --split says")
    private Path data;

    @Option(names = "--train", paramLabel = "FILE", description = "what models are fitted on")
    private Path train;

    @Option(names = "--test", paramLabel = "FILE", description = "what they are judged by")
    private Path test;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "what users of the test have beside training: lists are made for it, but models are not fitted on"
                            + " it. For splits that hold out whole users")
    private Path history;

    @Option(
            names = "--columns",
            paramLabel = "COLUMNS",
            defaultValue = "",
            description = "such as user=Customer,item=StockCode,weight=Quantity,time=InvoiceDate,event=InvoiceNo; or"
                    + " numbers from 1, for files without a header. Without it the header's usual names are known, and a"
                    + " file without a header is read as user, item, weight, time. A file without weights has ones")
    private String columns;

    @Option(
            names = "--only",
            paramLabel = "COLUMN=PATTERN",
            description = "only rows whose cell matches the regular expression as a whole; may be repeated")
    private List<String> only = List.of();

    @Option(
            names = "--min-weight",
            paramLabel = "WEIGHT",
            description = "only rows of this weight and above, such as 4 of ratings to 5 (default: above zero)")
    private Double leastWeight;

    private void requireFiles() {
        boolean one = data != null && train == null && test == null;
        boolean two = data == null && train != null && test != null;
        if (!one && !two) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "Give --train and --test, or --data; see: millrace evaluate --help");
        }
    }

    /** What is divided, or what models are fitted on. */
    public InteractionFile main() {
        requireFiles();
        return file(data == null ? train : data);
    }

    /** What models are judged by, if it is a file of its own. */
    public Optional<InteractionFile> test() {
        return Optional.ofNullable(test).map(this::file);
    }

    /** What users have beside training, if it is a file of its own. */
    public Optional<InteractionFile> history() {
        return Optional.ofNullable(history).map(this::file);
    }

    private InteractionFile file(Path path) {
        OptionalDouble least = leastWeight == null ? OptionalDouble.empty() : OptionalDouble.of(leastWeight);
        return new InteractionFile(path, ColumnChoice.parse(columns), RowRules.of(only, least));
    }

    /** A file of pairs, whose columns of user and item are named like those of the others. */
    public InteractionFile pairs(Path path) {
        return new InteractionFile(
                path,
                ColumnChoice.parse(columns).ofPairs(),
                RowRules.of(List.of(), OptionalDouble.of(Double.NEGATIVE_INFINITY)));
    }
}
