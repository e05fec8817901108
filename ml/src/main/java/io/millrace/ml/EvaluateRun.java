package io.millrace.ml;

import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.ml.compare.AlsFit;
import io.millrace.ml.compare.Comparison;
import io.millrace.ml.compare.ComparisonPage;
import io.millrace.ml.compare.Division;
import io.millrace.ml.compare.DivisionRule;
import io.millrace.ml.compare.ModelChoice;
import io.millrace.ml.compare.Protocol;
import io.millrace.ml.compare.Result;
import io.millrace.ml.compare.Search;
import io.millrace.ml.compare.SparseMatrix;
import io.millrace.ml.compare.Task;
import io.millrace.ml.files.EventLog;
import io.millrace.ml.files.InteractionFile;
import io.millrace.ml.files.Reading;
import io.millrace.ml.flags.EvaluateFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads files, chooses parameters if asked, fits the models and judges them.
 *
 * @param told what is done meanwhile
 */
record EvaluateRun(EvaluateFlags flags, Consumer<String> told) {

    Comparison compare() {
        try (var folder = ScratchFolder.create("millrace-evaluate");
                var als = new AlsFit(() -> Lake.open(
                        "millrace-evaluate", LakeConfig.from(Settings.load()).in(folder.path())))) {
            return compare(als);
        }
    }

    Comparison compare(AlsFit als) {
        long seed = flags.split().seed();
        Protocol protocol = flags.protocol().protocol(seed);
        Optional<Search> search = flags.models().search(protocol, seed);
        List<List<ModelChoice>> models = flags.models().models(als, seed);
        List<Reading> readings = new ArrayList<>();
        Data data = read(readings);
        Division division = data.division();
        Task task = Task.of(division, protocol, data.candidates());
        List<Result> trials = new ArrayList<>();
        List<ModelChoice> chosen = search.map(each -> searched(each, division, protocol, models, trials))
                .orElseGet(() -> models.stream().map(list -> list.get(0)).toList());
        List<Result> results = chosen.stream()
                .map(choice -> Result.of(choice, task))
                .peek(result -> told.accept("judged " + result.model()))
                .toList();
        return new Comparison(
                readings,
                Comparison.Size.of(division, task),
                protocol,
                task.users().size(),
                task.passedOver(),
                trials,
                results);
    }

    private record Data(Division division, Optional<SparseMatrix> candidates) {}

    private Data read(List<Reading> readings) {
        var log = new EventLog();
        EventLog test = log.beside();
        EventLog history = log.beside();
        EventLog candidates = log.beside();
        InteractionFile main = flags.data().main();
        Optional<DivisionRule> rule = flags.data().test().isPresent()
                ? Optional.empty()
                : Optional.of(flags.split().rule());
        readings.add(main.readInto(log));
        flags.data().test().ifPresent(file -> readings.add(file.readInto(test)));
        flags.data().history().ifPresent(file -> readings.add(file.readInto(history)));
        Optional<Path> pairs = flags.protocol().candidates();
        pairs.ifPresent(path -> readings.add(flags.data().pairs(path).readInto(candidates)));
        // Only now, because every file may bring ids.
        log.sortIds(test, history, candidates);
        return new Data(
                rule.map(each -> each.of(log))
                        .orElseGet(() -> new Division(log, test))
                        .withHistory(history),
                pairs.map(path -> SparseMatrix.of(candidates)));
    }

    private List<ModelChoice> searched(
            Search search, Division division, Protocol protocol, List<List<ModelChoice>> models, List<Result> trials) {
        Division inner =
                flags.split().validation(division.train(), division.test()).of(division.train());
        Task validation = Task.of(inner, protocol, Optional.empty());
        told.accept("searching by %d users of a part of training"
                .formatted(validation.users().size()));
        return models.stream()
                .map(combinations -> combinations.size() == 1
                        ? combinations.get(0)
                        : search.best(combinations, validation, result -> {
                            trials.add(result);
                            told.accept(ComparisonPage.trial(result, search.metric()));
                        }))
                .toList();
    }
}
