package io.millrace.ml.life;

import io.millrace.contracts.online.ParameterSearch;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Rival;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models as text. */
public final class ModelsPage {
    private static final String LINE = "%-20s  %-20s  %8s  %4s  %-10s  %8s  %10s  %-5s  %s";

    private static final String TRIED = "%1s %6s %15s %7s %11s %11s";

    private static final double MILLIS = 1000;

    private ModelsPage() {}

    /** A table of models. */
    public static List<String> table(List<ModelLine> models) {
        List<String> lines = new ArrayList<>();
        lines.add(
                LINE.formatted("MODEL", "TRAINED", "ITEMS", "RANK", "VERDICT", "NDCG", "POPULARITY", "REDIS", "STATE"));
        models.forEach(model -> lines.add(LINE.formatted(
                        model.model(),
                        model.trainedAt().truncatedTo(ChronoUnit.SECONDS),
                        model.items(),
                        model.rank(),
                        verdict(model),
                        ndcg(model.metrics()),
                        ndcg(model.popularity()),
                        model.online().map(here -> here ? "yes" : "no").orElse("?"),
                        state(model))
                .stripTrailing()));
        return lines;
    }

    private static String verdict(ModelLine model) {
        return model.accepted().map(fine -> fine ? "accepted" : "rejected").orElse("not judged");
    }

    private static String ndcg(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().matches("ndcg@\\d+"))
                .map(entry -> number(entry.getValue()))
                .findFirst()
                .orElse("-");
    }

    private static String state(ModelLine model) {
        return model.shadow().map(ModelsPage::state).orElseGet(() -> state(model.wayBack()));
    }

    private static String state(ShadowLine shadow) {
        Instant since = shadow.since().truncatedTo(ChronoUnit.SECONDS);
        return shadow.failure().isPresent() ? "failed as shadow" : "shadow since %s".formatted(since);
    }

    private static String state(Optional<Integer> wayBack) {
        return wayBack.map(way ->
                        way == 0 ? "current" : way == 1 ? "before it (rollback)" : "before, %d back".formatted(way))
                .orElse("");
    }

    /** All that is known of one model. */
    public static List<String> all(ModelLine model) {
        List<String> lines = new ArrayList<>();
        lines.add("model       " + model.model());
        lines.add("state       "
                + Optional.of(state(model)).filter(text -> !text.isEmpty()).orElse("not current"));
        model.shadow().ifPresent(shadow -> lines.addAll(shadow(shadow)));
        lines.add("trained     %s, at position %s".formatted(model.trainedAt(), model.position()));
        lines.add("size        %,d users, %,d items, rank %d".formatted(model.users(), model.items(), model.rank()));
        lines.add("parameters  rank %d, regularization %s, alpha %s, %d iterations, seed %d"
                .formatted(
                        model.parameters().rank(),
                        model.parameters().regularization(),
                        model.parameters().alpha(),
                        model.parameters().iterations(),
                        model.parameters().seed()));
        lines.add("verdict     %s%s"
                .formatted(
                        verdict(model),
                        model.verdict().map(reason -> ": " + reason).orElse("")));
        lines.add(
                "in Redis    " + model.online().map(here -> here ? "yes" : "no").orElse("unknown"));
        lines.addAll(comparison(model));
        model.search().ifPresent(search -> lines.addAll(search(search, model.parameters())));
        return lines;
    }

    private static List<String> shadow(ShadowLine shadow) {
        List<String> lines = new ArrayList<>();
        shadow.failure().ifPresent(why -> lines.add("failed      " + why));
        shadow.counts()
                .ifPresent(counts -> lines.add(String.format(
                        Locale.ROOT,
                        "shadow      ranked for %,d requests, overlap@10 %.2f, %.2f times as long as the current one; %,d failed, %,d came to no numbers",
                        counts.ranked(),
                        counts.overlap(),
                        counts.slowdown(),
                        counts.failed(),
                        counts.notFinite())));
        return lines;
    }

    /** What the search before its training tried; the parameters that it has are marked, if they are among them. */
    private static List<String> search(ParameterSearch search, AlsParameters chosen) {
        List<String> lines = new ArrayList<>();
        lines.add("searched before its training: %d trials judged by %,d users after %s, at position %s"
                .formatted(search.trials().size(), search.users(), search.cutoff(), search.position()));
        lines.add(TRIED.formatted("", "rank", "regularization", "alpha", "iterations", search.metric()));
        search.trials()
                .forEach(tried -> lines.add(TRIED.formatted(
                        isOf(tried, chosen) ? "*" : "",
                        tried.rank(),
                        tried.regularization(),
                        tried.alpha(),
                        tried.iterations(),
                        number(tried.value()))));
        lines.add(TRIED.formatted("", "-", "popularity", "-", "-", number(search.popularity())));
        return lines;
    }

    private static boolean isOf(ParameterSearch.Tried tried, AlsParameters parameters) {
        return parameters
                        .with(tried.rank(), tried.regularization(), tried.alpha(), tried.iterations())
                        .equals(parameters)
                && tried.seed() == parameters.seed();
    }

    /** A line for each metric, beside those of the rivals; then what these were. */
    private static List<String> comparison(ModelLine model) {
        List<Rival> compared = model.rivals().stream().filter(Rival::compared).toList();
        List<String> lines = new ArrayList<>();
        lines.add(row("", "model", compared.stream().map(Rival::name)));
        model.metrics()
                .forEach((name, value) -> lines.add(row(
                        name,
                        number(value),
                        compared.stream().map(rival -> number(rival.metrics().getOrDefault(name, 0.0))))));
        compared.stream()
                .filter(rival -> rival.name().equals(Rival.STRANGER))
                .forEach(rival -> lines.add("by the users' own tastes better by %s, with a standard error of %s"
                        .formatted(number(rival.difference()), number(rival.error()))));
        model.segments().forEach((name, users) -> lines.add("users of %s: %,d".formatted(name, users)));
        model.rivals()
                .forEach(rival -> lines.add(
                        "%s%s: %s".formatted(rival.name(), rival.compared() ? "" : ", not compared", rival.note())));
        return lines;
    }

    private static String row(String name, String model, Stream<String> rivals) {
        return Stream.concat(Stream.of("%-28s%10s".formatted(name, model)), rivals.map("%12s"::formatted))
                .collect(Collectors.joining());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** What a switch did. */
    public static List<String> outcome(ModelSwitch.Outcome outcome) {
        String seconds = String.format(Locale.ROOT, "%.3f s", outcome.took().toMillis() / MILLIS);
        return List.of(
                outcome.before()
                        .map(before ->
                                "%s is current instead of %s, after %s".formatted(outcome.model(), before, seconds))
                        .orElseGet(() -> "%s is current".formatted(outcome.model())),
                outcome.published()
                        ? "Its factors were published again, and everyone's top list with them."
                        : "The API follows with its next look at Redis; the table of everyone's top list with the next refresh.");
    }
}
