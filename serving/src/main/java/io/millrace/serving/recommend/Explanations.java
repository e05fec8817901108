package io.millrace.serving.recommend;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.LiveUser.SourceRow;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.recommend.Explanation.Contribution;
import io.millrace.serving.recommend.Explanation.Explained;
import io.millrace.serving.recommend.Explanation.LeftOut;
import io.millrace.serving.recommend.Explanation.NamedRow;
import io.millrace.serving.recommend.KeptAnswer.ModelThen;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Explains answers that are kept, whichever node gave them. */
public final class Explanations {
    private final AnswerLog log;
    private final ViewRefresh views;

    public Explanations(AnswerLog log, ViewRefresh views) {
        this.log = log;
        this.views = views;
    }

    /**
     * Why an answer was what it was; nothing if it is not kept.
     *
     * @throws PipelineException of kind ONLINE_STORE if the store cannot be read, of kind NOT_READY before the first
     *     features are loaded
     */
    public Optional<Explanation> explain(String responseId) {
        View view = views.view();
        return log.find(responseId).map(answer -> {
            Optional<View> then = then(answer);
            Optional<List<LeftOut>> leftOut = leftOut(view, then, answer);
            return new Explanation(
                    answer.responseId(),
                    answer.answeredAt(),
                    answer.features(),
                    answer.model().map(ModelThen::version),
                    answer.seen().reflected().isLive(),
                    answer.seen().reflected().position(),
                    Asked.of(answer.wish()),
                    explained(view, answer),
                    leftOut.orElse(List.of()),
                    leftOut.isPresent() ? Optional.empty() : Optional.of(gap(then, answer)));
        });
    }

    /** The view of the model that ranked an answer; nothing where none did, or it is not held any more. */
    private Optional<View> then(KeptAnswer answer) {
        return answer.model().map(ModelThen::version).flatMap(views::viewOf);
    }

    private static Optional<List<LeftOut>> leftOut(View now, Optional<View> then, KeptAnswer answer) {
        return switch (answer.theme().kind()) {
            case SOMEBODY, SIMILAR ->
                then.flatMap(view -> Omissions.of(view, answer)).map(Omissions::best);
            case POPULAR, TRENDING ->
                answer.theme().order(now.requireCatalog()).map(new CrowdOmissions(now, answer)::best);
        };
    }

    private static List<Explained> explained(View view, KeptAnswer answer) {
        Map<String, SeenUser.Tie> ties =
                answer.seen().ties().stream().collect(Collectors.toMap(SeenUser.Tie::item, Function.identity()));
        return answer.items().stream()
                .map(item -> explained(
                        item,
                        damped(answer, item),
                        shares(answer, item).stream()
                                .filter(share -> ties.containsKey(share.item()))
                                .map(share -> contribution(view, answer, ties.get(share.item()), share.amount()))
                                .toList()))
                .toList();
    }

    /** An item that is similar to one that was bought is in its list for that one alone. */
    private static List<Reason.Share> shares(KeptAnswer answer, KeptAnswer.Item item) {
        return item.path() == ListPath.SIMILAR
                ? answer.theme().item().map(bought -> new Reason.Share(bought, item.score())).stream()
                        .toList()
                : item.shares();
    }

    /** Only where the model ranked an item was its score damped. */
    private static Optional<Double> damped(KeptAnswer answer, KeptAnswer.Item item) {
        return item.path() == ListPath.PERSONAL
                ? Optional.ofNullable(answer.seen().damped().get(item.item()))
                : Optional.empty();
    }

    private static Explained explained(
            KeptAnswer.Item item, Optional<Double> damped, List<Contribution> contributions) {
        double whole =
                damped.map(factor -> Damping.undamped(item.score(), factor)).orElse(item.score());
        double named = contributions.stream().mapToDouble(Contribution::amount).sum();
        return new Explained(
                item.rank(),
                item.item(),
                item.title(),
                item.path(),
                item.score(),
                item.reason(),
                contributions,
                contributions.isEmpty() ? 0 : whole - named,
                damped);
    }

    private static Contribution contribution(View view, KeptAnswer answer, SeenUser.Tie tie, double amount) {
        ModelThen model = answer.model().orElseThrow();
        return new Contribution(
                tie.item(),
                view.requireCatalog().find(tie.item()).map(CatalogEntry::title).orElse(tie.item()),
                amount,
                tie.strengthAt(model.asOf(), model.halfLife()),
                tie.count(),
                tie.lastAt(),
                tie.latest().map(Explanations::named));
    }

    private static NamedRow named(SourceRow row) {
        try {
            return new NamedRow(row.table(), Json.mapper().readTree(row.key()), row.position());
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "The live state names the row '%s' of %s, which is no JSON".formatted(row.key(), row.table()),
                    e);
        }
    }

    private static String gap(Optional<View> then, KeptAnswer answer) {
        if (answer.model().isEmpty()) {
            return "No model ranked anything, so none of its items was left out";
        }
        return then.isPresent()
                ? "The model ranked none of these items, because it knows nothing of what they are for; so it left none out"
                : "What was left out can be found only while model %s is the current one or the one before it, which it is not any more"
                        .formatted(answer.model().get().version());
    }

    /**
     * An answer once more; nothing if it is not kept.
     *
     * @throws PipelineException as of {@link #explain}
     */
    public Optional<Replay> replay(String responseId) {
        View view = views.view();
        return log.find(responseId).map(answer -> {
            boolean isOfModel = answer.theme().order(view.requireCatalog()).isEmpty();
            // Without a model then, only what is without one now ranks in the same way.
            Optional<View> same =
                    isOfModel && (answer.model().isPresent() || view.model().isPresent())
                            ? then(answer)
                            : Optional.of(view);
            return same.map(held -> replay(held, answer)).orElseGet(() -> impossible(answer));
        });
    }

    private static Replay impossible(KeptAnswer answer) {
        return replay(
                answer,
                Replay.Outcome.NOT_POSSIBLE,
                answer.model()
                        .map(model ->
                                "Model %s is neither the current one any more nor the one before it, and no other is held"
                                        .formatted(model.version()))
                        .orElse("No model was held then, and one is held now"));
    }

    private static Replay replay(View view, KeptAnswer answer) {
        List<String> shown = answer.items().stream().map(KeptAnswer.Item::item).toList();
        if (answer.theme().ranked(view, answer.seen(), answer.wish()).equals(shown)) {
            return replay(answer, Replay.Outcome.SAME, "The same interactions give the same list again");
        }
        String features = view.requireCatalog().features().version();
        return replay(
                answer,
                Replay.Outcome.CHANGED,
                features.equals(answer.features())
                        ? "Items are not what they were then, so that the same interactions give another list now"
                        : "The features were %s then and are %s now, and items may have changed, so that the same"
                                        .formatted(answer.features(), features)
                                + " interactions give another list now");
    }

    private static Replay replay(KeptAnswer answer, Replay.Outcome ranking, String note) {
        return new Replay(answer.responseId(), answer.answeredAt(), answer.answer(), ranking, note);
    }
}
