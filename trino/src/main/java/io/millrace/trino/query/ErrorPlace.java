package io.millrace.trino.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows where in a statement the fault is that a message speaks of. */
final class ErrorPlace {
    private static final Pattern PLACE = Pattern.compile("^line (\\d{1,6}):(\\d{1,6}): ");

    private ErrorPlace() {}

    /** The line of the statement with a mark below, on lines of their own; empty if the message names no place. */
    static String in(String statement, String message) {
        Matcher place = PLACE.matcher(message);
        if (!place.find()) {
            return "";
        }
        List<String> lines = statement.lines().toList();
        int line = Integer.parseInt(place.group(1));
        int column = Integer.parseInt(place.group(2));
        if (line < 1 || line > lines.size() || column < 1) {
            return "";
        }
        return "%n  %s%n  %s^".formatted(lines.get(line - 1), " ".repeat(column - 1));
    }
}
