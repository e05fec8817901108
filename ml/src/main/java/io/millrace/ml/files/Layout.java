package io.millrace.ml.files;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Suggestion;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the columns of one file are.
 *
 * @param places counted from 0
 * @param header the headings; empty where the first line is a row like the others
 */
record Layout(Path file, Map<Column, Integer> places, List<String> header) {

    /** What the first line of a file, and what was said about its columns, come to. */
    static Layout of(Path file, List<String> first, ColumnChoice choice) {
        if (choice.isByNumber()) {
            return new Layout(file, numbered(file, first, choice), List.of());
        }
        if (!choice.named().isEmpty()) {
            Map<Column, Integer> places = new EnumMap<>(Column.class);
            choice.named().forEach((column, heading) -> places.put(column, place(file, first, heading)));
            return new Layout(file, places, first);
        }
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            column.find(first).ifPresent(place -> places.put(column, place));
        }
        if (places.containsKey(Column.USER) && places.containsKey(Column.ITEM)) {
            return new Layout(file, places, first);
        }
        return new Layout(file, unnamed(file, first), List.of());
    }

    private static Map<Column, Integer> numbered(Path file, List<String> first, ColumnChoice choice) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        choice.named().forEach((column, number) -> {
            int place = Integer.parseInt(number) - 1;
            if (place < 0 || place >= first.size()) {
                throw wrong(
                        file,
                        "has %d columns, but the %s is said to be in column %s; columns count from 1"
                                .formatted(first.size(), column, number));
            }
            places.put(column, place);
        });
        return places;
    }

    /** A file without a header: user, item, and then weight and time if these columns are there. */
    private static Map<Column, Integer> unnamed(Path file, List<String> first) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        for (Column column : List.of(Column.USER, Column.ITEM, Column.WEIGHT, Column.TIME)) {
            if (column.ordinal() < first.size()) {
                places.put(column, column.ordinal());
            }
        }
        if (first.size() < 2) {
            throw wrong(file, "has one column, '%s', but a user and an item are needed".formatted(first.get(0)));
        }
        if (places.containsKey(Column.WEIGHT) && !Cells.isNumber(first.get(Column.WEIGHT.ordinal()))) {
            throw wrong(
                    file,
                    ("has neither a header with names such as user and item, nor a number in its third column, '%s'; say"
                                    + " which columns to read, such as --columns user=%s,item=%s")
                            .formatted(first.get(Column.WEIGHT.ordinal()), first.get(0), first.get(1)));
        }
        return places;
    }

    private static int place(Path file, List<String> header, String heading) {
        int place = header.indexOf(heading);
        if (place < 0) {
            throw wrong(
                    file,
                    "has no column '%s', only %s.%s"
                            .formatted(heading, String.join(", ", header), Suggestion.didYouMean(heading, header)));
        }
        return place;
    }

    /** The place of a column that is named by its heading, or by its number from 1. */
    int place(String name, int columns) {
        if (header.contains(name)) {
            return header.indexOf(name);
        }
        if (!name.isEmpty() && name.length() <= 3 && name.chars().allMatch(Character::isDigit)) {
            int place = Integer.parseInt(name) - 1;
            if (place >= 0 && place < columns) {
                return place;
            }
        }
        return place(file, header, name);
    }

    Optional<Integer> place(Column column) {
        return Optional.ofNullable(places.get(column));
    }

    boolean hasHeader() {
        return !header.isEmpty();
    }

    private static PipelineException wrong(Path file, String sentence) {
        return new PipelineException(FailureKind.CONFIGURATION, "%s:1 %s".formatted(file, sentence));
    }
}
