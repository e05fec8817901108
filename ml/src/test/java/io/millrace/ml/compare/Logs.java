package io.millrace.ml.compare;

import io.millrace.ml.files.ColumnChoice;
import io.millrace.ml.files.EventLog;
import io.millrace.ml.files.InteractionFile;
import io.millrace.ml.files.RowRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Logs of a few rows. */
final class Logs {
    private Logs() {}

    /** Rows of user, item, weight and time, between commas. */
    static EventLog of(String... rows) {
        var log = new EventLog();
        read(log, rows);
        log.sortIds();
        return log;
    }

    /** Training and test with the same ids. */
    static Division division(List<String> train, List<String> test) {
        var log = new EventLog();
        EventLog beside = log.beside();
        read(log, train.toArray(String[]::new));
        read(beside, test.toArray(String[]::new));
        log.sortIds(beside);
        return new Division(log, beside);
    }

    /** The division with rows of users and items that it knows. */
    static Division withHistory(Division division, String... rows) {
        EventLog history = division.train().beside();
        read(history, rows);
        return division.withHistory(history);
    }

    private static void read(EventLog log, String... rows) {
        try {
            Path file = Files.createTempFile("rows", ".csv");
            Files.write(file, List.of(rows));
            var rules = RowRules.of(List.of(), OptionalDouble.empty());
            new InteractionFile(file, ColumnChoice.parse(""), rules).readInto(log);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pairs of a log as {@code user item}, by their numbers, in the order of the rows. */
    static List<String> pairs(EventLog log) {
        List<String> pairs = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            pairs.add(log.user(row) + " " + log.item(row));
        }
        return pairs;
    }
}
