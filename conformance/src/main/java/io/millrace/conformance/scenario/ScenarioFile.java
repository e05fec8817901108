package io.millrace.conformance.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a scenario.
 *
 * <p>Its first line is a comment with the sentence. Comments of the form {@code -- name: value} say what is special:
 * {@code schema}, {@code refused}, {@code quarantined}, {@code absent} with {@code TABLE WHERE CONDITION}, {@code stale}
 * with {@code TABLE BECAUSE REASON}; {@code -- unproven} that it was not seen to go as it says, {@code -- on demand} that it
 * is not part of every build, {@code -- noticed later} that the log does not tell all that happens. The comments
 * {@code -- setup}, {@code -- mend}, {@code -- live} and {@code -- settle} begin a part, {@code -- session NAME} changes the
 * connection, and {@code -- beside NAME} to one whose statements run while those of others do. A statement ends where a line ends with a semicolon, unless a dollar quote is open.
 */
final class ScenarioFile {
    private static final Pattern DIRECTIVE = Pattern.compile("-- (schema|refused|quarantined|absent|stale): (.+)");
    private static final Pattern ABSENT = Pattern.compile("(.+?) WHERE (.+)");
    private static final Pattern SESSION = Pattern.compile("-- (session|beside) (\\w+)");
    private static final Pattern STALE = Pattern.compile("(.+?) BECAUSE (.+)");
    private static final String UNPROVEN = "-- unproven";
    private static final String ON_DEMAND = "-- on demand";
    private static final String NOTICED_LATER = "-- noticed later";
    private static final String FIRST_SESSION = "first";
    private static final String DOLLAR_QUOTE = "$$";

    private final String path;
    private final List<String> schemas = new ArrayList<>();
    private Optional<String> refused = Optional.empty();
    private int quarantined;
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final Map<String, String> stale = new LinkedHashMap<>();
    private final List<SqlStep> setup = new ArrayList<>();
    private final List<SqlStep> mend = new ArrayList<>();
    private final List<List<SqlStep>> batches = new ArrayList<>();
    private List<SqlStep> part = setup;
    private String session = FIRST_SESSION;
    private boolean beside;
    private final StringBuilder open = new StringBuilder();

    private ScenarioFile(String path) {
        this.path = path;
    }

    static Scenario parse(String group, String name, String text) {
        var file = new ScenarioFile(group + "/" + name);
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("-- ")) {
            throw file.wrong("its first line must be a comment that says what it shows");
        }
        lines.stream().skip(1).forEach(file::read);
        if (!file.open.isEmpty()) {
            throw file.wrong("its last statement does not end with a semicolon");
        }
        if (file.schemas.isEmpty()) {
            file.schemas.add(group + "_" + name);
        }
        return new Scenario(
                group,
                name,
                lines.get(0).substring(3).strip(),
                !lines.contains(UNPROVEN),
                !lines.contains(ON_DEMAND),
                file.schemas,
                file.refused,
                file.quarantined,
                file.absent,
                file.stale,
                lines.contains(NOTICED_LATER),
                file.setup,
                file.mend,
                file.batches);
    }

    private void read(String line) {
        Matcher directive = DIRECTIVE.matcher(line);
        Matcher named = SESSION.matcher(line);
        if (directive.matches()) {
            tell(directive.group(1), directive.group(2));
        } else if (named.matches()) {
            beside = named.group(1).equals("beside");
            session = named.group(2);
        } else if (!isPart(line) && !(open.isEmpty() && (line.isBlank() || line.startsWith("--")))) {
            open.append(open.isEmpty() ? "" : "\n").append(line);
            if (line.endsWith(";") && !isQuoteOpen()) {
                part.add(new SqlStep(session, beside, open.substring(0, open.length() - 1)));
                open.setLength(0);
            }
        }
    }

    private boolean isPart(String line) {
        switch (line) {
            case "-- setup" -> part = setup;
            case "-- mend" -> part = mend;
            case "-- live", "-- settle" -> {
                part = new ArrayList<>();
                batches.add(part);
            }
            default -> {
                return false;
            }
        }
        session = FIRST_SESSION;
        beside = false;
        return true;
    }

    private void tell(String what, String value) {
        switch (what) {
            case "schema" -> schemas.add(value);
            case "refused" -> refused = Optional.of(value);
            case "quarantined" -> quarantined = Integer.parseInt(value);
            case "absent" -> pair(ABSENT, what, value, "TABLE WHERE CONDITION", absent);
            default -> pair(STALE, what, value, "TABLE BECAUSE REASON", stale);
        }
    }

    private void pair(Pattern form, String what, String value, String shape, Map<String, String> pairs) {
        Matcher pair = form.matcher(value);
        if (!pair.matches()) {
            throw wrong("'%s' needs the form %s, but is '%s'".formatted(what, shape, value));
        }
        pairs.put(pair.group(1), pair.group(2));
    }

    private boolean isQuoteOpen() {
        int quotes = 0;
        for (int at = open.indexOf(DOLLAR_QUOTE); at >= 0; at = open.indexOf(DOLLAR_QUOTE, at + 2)) {
            quotes++;
        }
        return quotes % 2 == 1;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The scenario %s cannot be read: %s".formatted(path, what));
    }
}
