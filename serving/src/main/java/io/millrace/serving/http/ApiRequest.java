package io.millrace.serving.http;

import io.millrace.contracts.process.Suggestion;
import io.millrace.serving.live.WantedPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of a request that decides the answer, every value decoded.
 *
 * @param path the values in the path, by name
 * @param query the values of each parameter, in order
 * @param body of a request that has one
 */
record ApiRequest(Map<String, String> path, Map<String, List<String>> query, RequestBody body) {
    /** Which position an answer must have reached. */
    static final String MIN_LSN = "min_lsn";

    /** The most characters of an id. */
    static final int LONGEST_ID = 512;

    private static final int LONGEST_NUMBER = 30;
    private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?");

    /** Reads and checks a request for a route. */
    static ApiRequest of(Map<String, String> rawPath, String rawQuery, Set<String> allowed) {
        Map<String, String> path = new LinkedHashMap<>();
        rawPath.forEach((name, raw) ->
                path.put(name, UrlText.ofPath(raw).orElseThrow(() -> refused(name, "is not percent-encoded UTF-8"))));
        return new ApiRequest(path, query(rawQuery, allowed), RequestBody.NONE);
    }

    /** This request with a body, whose parameters are as good as those of a query. */
    ApiRequest with(RequestBody sent, Route.BodyForm form) {
        Map<String, List<String>> both = new LinkedHashMap<>(query);
        for (String name : form.parameters()) {
            List<String> values = sent.texts(name);
            if (!values.isEmpty()) {
                both.put(name, values);
            }
        }
        return new ApiRequest(path, both, sent);
    }

    private static Map<String, List<String>> query(String rawQuery, Set<String> allowed) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return query;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = text(equals < 0 ? pair : pair.substring(0, equals));
            if (!allowed.contains(name)) {
                throw new ProblemException(Problem.ofParameter(
                        name,
                        "There is no parameter '%s' here.%s The parameters are: %s"
                                .formatted(name, Suggestion.didYouMean(name, allowed), allowed)));
            }
            query.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(text(equals < 0 ? "" : pair.substring(equals + 1)));
        }
        return query;
    }

    private static String text(String raw) {
        return UrlText.ofQuery(raw).orElseThrow(() -> refused("query", "is not percent-encoded UTF-8"));
    }

    static ProblemException refused(String parameter, String what) {
        return new ProblemException(Problem.ofParameter(parameter, "'%s' %s".formatted(parameter, what)));
    }

    /** The id in the path. */
    String id() {
        String id = path.get("id");
        if (id.length() > LONGEST_ID) {
            throw refused("id", "may have %d characters at most".formatted(LONGEST_ID));
        }
        return id;
    }

    /** Whether the parameter is given. */
    boolean has(String name) {
        return query.containsKey(name);
    }

    /** All values of a parameter that may be given so many times. */
    List<String> all(String name, int most) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > most) {
            throw refused(name, "may be given %d times at most".formatted(most));
        }
        return values;
    }

    /** The one value of a parameter that is a whole number within bounds. */
    int number(String name, int unlessGiven, int least, int most) {
        String text = single(name, String.valueOf(unlessGiven));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw numberRefused(name, text, least, most);
        }
        throw numberRefused(name, text, least, most);
    }

    private static ProblemException numberRefused(String name, String text, int least, int most) {
        return refused(name, "must be a whole number from %d to %d, but is '%s'".formatted(least, most, shown(text)));
    }

    /** The one value of a parameter that is a price. */
    double price(String name, double unlessGiven) {
        if (!has(name)) {
            return unlessGiven;
        }
        String text = single(name, "");
        if (text.length() > LONGEST_NUMBER || !DECIMAL.matcher(text).matches()) {
            throw refused(
                    name, "must be a number that is not negative, such as 19.99, but is '%s'".formatted(shown(text)));
        }
        return Double.parseDouble(text);
    }

    /** The one value of a parameter that is a share, which is 0 unless given. */
    double share(String name) {
        String text = single(name, "0");
        double share = text.length() <= LONGEST_NUMBER && DECIMAL.matcher(text).matches()
                ? Double.parseDouble(text)
                : Double.NaN;
        if (!(share <= 1)) {
            throw refused(name, "must be a number from 0 to 1, such as 0.3, but is '%s'".formatted(shown(text)));
        }
        return share;
    }

    /** The one value of a parameter that is true or false, which it is unless given. */
    boolean flag(String name) {
        String text = single(name, "false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw refused(name, "must be true or false, but is '%s'".formatted(shown(text)));
    }

    /** The position that the answer must have reached. */
    Optional<WantedPosition> atLeast() {
        if (!query.containsKey(MIN_LSN)) {
            return Optional.empty();
        }
        String text = single(MIN_LSN, "");
        return Optional.of(WantedPosition.parse(text)
                .orElseThrow(() -> refused(
                        MIN_LSN,
                        "must look like 0/16B3748, or 1:0/16B3748 with the incarnation, but is '%s'"
                                .formatted(shown(text)))));
    }

    static String shown(String text) {
        return Excerpt.of(text, LONGEST_ID);
    }

    /** The one value of a parameter. */
    String single(String name, String unlessGiven) {
        List<String> values = query.getOrDefault(name, List.of(unlessGiven));
        if (values.size() > 1) {
            throw refused(name, "may be given once");
        }
        return values.get(0);
    }

    /** The one value of a parameter that names one of these. */
    <E extends Enum<E>> E oneOf(String name, E unlessGiven) {
        String text = single(name, label(unlessGiven));
        E[] choices = unlessGiven.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (label(choice).equals(text)) {
                return choice;
            }
        }
        throw refused(
                name,
                "must be one of %s"
                        .formatted(java.util.Arrays.stream(choices)
                                .map(ApiRequest::label)
                                .toList()));
    }

    private static String label(Enum<?> choice) {
        return choice.name().toLowerCase(java.util.Locale.ROOT);
    }
}
