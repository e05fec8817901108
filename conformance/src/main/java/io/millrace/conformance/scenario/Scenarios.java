package io.millrace.conformance.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All scenarios of a folder with a folder for each group. */
public final class Scenarios {
    /** The groups in the order in which a reader meets them. */
    public static final List<String> GROUPS = List.of("changes", "toast", "types", "schema", "names");

    /** How many rows the largest transaction has in every build. */
    public static final int ROWS = 100_000;

    private static final String SUFFIX = ".sql";

    private Scenarios() {}

    /** Every scenario, group by group, in the order of their names, with the size that is part of every build. */
    public static List<Scenario> in(Path folder) {
        return in(folder, ROWS);
    }

    /**
     * Every scenario, group by group, in the order of their names.
     *
     * @param rows how many rows the largest transaction has
     */
    public static List<Scenario> in(Path folder, int rows) {
        return GROUPS.stream()
                .flatMap(group -> files(folder.resolve(group)).stream()
                        .map(file -> ScenarioFile.parse(
                                group, nameOf(file), text(file).replace("${ROWS}", String.valueOf(rows)))))
                .toList();
    }

    /** For each batch, those of the scenarios that have one of that number. */
    public static List<List<Scenario>> byBatch(List<Scenario> scenarios) {
        int batches = scenarios.stream()
                .mapToInt(scenario -> scenario.batches().size())
                .max()
                .orElse(0);
        return IntStream.range(0, batches)
                .mapToObj(batch -> scenarios.stream()
                        .filter(scenario -> scenario.batches().size() > batch)
                        .toList())
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the scenarios in " + folder, e);
        }
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the scenario " + file, e);
        }
    }
}
