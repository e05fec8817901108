package io.millrace.ml.life;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Suggestion;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.Candidate;
import io.millrace.ml.registry.Judgement;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that are kept.
 *
 * @param online where it is looked whether factors are in Redis, if anywhere
 */
public record ModelList(ModelPapers papers, Optional<OnlineModels> online) {

    /** All of them, the newest first. */
    public List<ModelLine> all() {
        List<String> waysBack = waysBack();
        List<String> models = papers.models();
        return models.stream()
                .sorted((left, right) -> right.compareTo(left))
                .map(model -> line(model, waysBack))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws PipelineException of kind CONFIGURATION if there is no such model
     */
    public ModelLine one(String model) {
        return line(model, waysBack());
    }

    private List<String> waysBack() {
        return papers.promotion().stream()
                .flatMap(last -> Stream.concat(Stream.of(last.model()), last.before().stream()))
                .toList();
    }

    private ModelLine line(String model, List<String> waysBack) {
        Candidate candidate = require(model);
        Optional<Judgement> judgement = papers.judgement(model);
        Evaluation evaluation = judgement.map(Judgement::evaluation).orElseGet(Evaluation::byNobody);
        int wayBack = waysBack.indexOf(model);
        return new ModelLine(
                model,
                candidate.trainedAt(),
                candidate.features().position().toString(),
                candidate.users(),
                candidate.items(),
                candidate.parameters().rank(),
                judgement.map(each -> each.verdict().accepted()),
                judgement.map(each -> each.verdict().reason()),
                evaluation.metrics(),
                evaluation.baseline(),
                evaluation.rivals(),
                evaluation.segments(),
                wayBack < 0 ? Optional.empty() : Optional.of(wayBack),
                online.flatMap(redis -> papers.manifest(model).map(redis::holds)),
                shadow(model),
                candidate.parameters(),
                candidate.search());
    }

    private Optional<ShadowLine> shadow(String model) {
        Optional<Promotion> current = papers.promotion();
        return papers.shadow()
                .filter(shadow -> shadow.model().equals(model))
                .filter(shadow -> current.filter(shadow::isBeside).isPresent())
                .map(shadow ->
                        new ShadowLine(shadow.since(), shadow.failure(), online.map(redis -> redis.counts(shadow))));
    }

    private Candidate require(String model) {
        // A name with a slash would be a path to somewhere else.
        Optional<Candidate> candidate = model.contains("/") ? Optional.empty() : papers.candidate(model);
        return candidate.orElseThrow(() -> new PipelineException(
                FailureKind.CONFIGURATION,
                "There is no model '%s'; './millrace models list' shows those that are kept.%s"
                        .formatted(model, Suggestion.didYouMean(model, papers.models()))));
    }

    /** How the current model became current. */
    public Optional<Promotion> promotion() {
        return papers.promotion();
    }
}
