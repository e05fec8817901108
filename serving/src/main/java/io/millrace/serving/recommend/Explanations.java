package io.millrace.serving.recommend;

import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.recommend.Explanation.Contribution;
import io.millrace.serving.recommend.Explanation.Explained;
import io.millrace.serving.recommend.Explanation.LeftOut;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Explains answers that are kept, whichever node gave them. */
public final class Explanations {
    private static final int MOST_LEFT_OUT = 50;

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
            Optional<String> gap = gap(view, answer);
            return new Explanation(
                    answer.responseId(),
                    answer.answeredAt(),
                    answer.features(),
                    answer.model(),
                    answer.seen().reflected().isLive(),
                    answer.seen().reflected().position(),
                    Asked.of(answer.wish()),
                    explained(view, answer),
                    gap.isPresent() ? List.of() : leftOut(view, answer),
                    gap);
        });
    }

    private static List<Explained> explained(View view, KeptAnswer answer) {
        Map<String, SeenUser.Tie> ties =
                answer.seen().ties().stream().collect(Collectors.toMap(SeenUser.Tie::item, Function.identity()));
        return answer.items().stream().map(item -> explained(view, ties, item)).toList();
    }

    private static Explained explained(View view, Map<String, SeenUser.Tie> ties, KeptAnswer.Item item) {
        List<Contribution> contributions = item.shares().stream()
                .map(share -> contribution(view, ties.get(share.item()), share.amount()))
                .toList();
        double named = contributions.stream().mapToDouble(Contribution::amount).sum();
        return new Explained(
                item.rank(),
                item.item(),
                item.title(),
                item.path(),
                item.score(),
                item.reason(),
                contributions,
                contributions.isEmpty() ? 0 : item.score() - named);
    }

    private static Contribution contribution(View view, SeenUser.Tie tie, double amount) {
        String title =
                view.requireCatalog().find(tie.item()).map(CatalogEntry::title).orElse(tie.item());
        return new Contribution(tie.item(), title, amount, tie.strength(), tie.count(), tie.lastAt());
    }

    private static Optional<String> gap(View view, KeptAnswer answer) {
        if (answer.model().isEmpty()) {
            return Optional.of("No model ranked anything, so none of its items was left out");
        }
        if (!isHeld(view, answer.model().get())) {
            return Optional.of("What was left out can be found only while model %s is current, which it is not any more"
                    .formatted(answer.model().get()));
        }
        return answer.items().stream().noneMatch(item -> item.path() == ListPath.PERSONAL)
                ? Optional.of("The model ranked none of these items, so none of its items was left out above them")
                : Optional.empty();
    }

    private static boolean isHeld(View view, String model) {
        return view.model()
                .map(Model::manifest)
                .filter(held -> held.model().equals(model))
                .isPresent();
    }

    private static List<LeftOut> leftOut(View view, KeptAnswer answer) {
        var items = new ModelItems(view.requireCatalog(), view.requireModel(), view.shelving());
        Set<String> bought = answer.seen().items();
        Set<String> listed = new HashSet<>(ranked(view, answer, answer.wish().fromTheBest()));
        answer.items().forEach(item -> listed.add(item.item()));
        double least = answer.items().stream()
                .filter(item -> item.path() == ListPath.PERSONAL)
                .mapToDouble(KeptAnswer.Item::score)
                .min()
                .orElseThrow();
        List<LeftOut> leftOut = new ArrayList<>();
        List<Scored> best = PersonalList.of(items, answer.seen())
                .map(list -> list.best(answer.wish().depth() + MOST_LEFT_OUT))
                .orElse(List.of());
        for (Scored scored : best) {
            String id = items.model().id(scored.item());
            if (scored.score() > least && !listed.contains(id) && leftOut.size() < MOST_LEFT_OUT) {
                Optional<CatalogEntry> entry = view.requireCatalog().find(id);
                leftOut.add(new LeftOut(
                        id,
                        entry.map(CatalogEntry::title).orElse(id),
                        scored.score(),
                        Removal.of(entry, answer.wish(), bought).orElseGet(() -> crowded(answer.wish()))));
            }
        }
        return leftOut;
    }

    private static Removal crowded(Wish wish) {
        return wish.diversity() > 0 ? Removal.DIVERSITY : Removal.MAX_PER_CATEGORY;
    }

    /**
     * An answer once more; nothing if it is not kept.
     *
     * @throws PipelineException as of {@link #explain}
     */
    public Optional<Replay> replay(String responseId) {
        View view = views.view();
        return log.find(responseId).map(answer -> {
            if (!view.model().map(Model::manifest).map(held -> held.model()).equals(answer.model())) {
                return replay(answer, Replay.Outcome.NOT_POSSIBLE, "Its model is not current any more");
            }
            List<String> shown =
                    answer.items().stream().map(KeptAnswer.Item::item).toList();
            return ranked(view, answer, answer.wish()).equals(shown)
                    ? replay(answer, Replay.Outcome.SAME, "The same interactions give the same list again")
                    : replay(
                            answer,
                            Replay.Outcome.CHANGED,
                            "Items are not what they were then, so that the same interactions give another list now");
        });
    }

    private static Replay replay(KeptAnswer answer, Replay.Outcome ranking, String note) {
        return new Replay(answer.responseId(), answer.answeredAt(), answer.answer(), ranking, note);
    }

    private static List<String> ranked(View view, KeptAnswer answer, Wish wish) {
        Draft draft = Draft.of(view, answer.seen(), wish);
        new Chain(view).fill(draft, answer.seen());
        return draft.shown((rank, pick) -> pick.entry().id());
    }
}
