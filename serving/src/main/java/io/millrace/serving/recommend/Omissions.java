package io.millrace.serving.recommend;

import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.recommend.Explanation.LeftOut;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.View;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the model of an answer ranks among the best and was not shown, looked for among items as they are now. */
final class Omissions {
    private static final int MOST = 50;

    private final View view;
    private final KeptAnswer answer;
    private final Ranking ranking;
    private final Set<String> shown = new HashSet<>();
    private final Set<String> before;
    private final Set<String> now;
    private final Map<String, Integer> perCategory = new HashMap<>();

    /** All items of a model in the order that an answer was made of. */
    private interface Ranking {
        List<Scored> best(int most);
    }

    private Omissions(View view, KeptAnswer answer, Ranking ranking) {
        this.view = view;
        this.answer = answer;
        this.ranking = ranking;
        answer.items().forEach(item -> shown.add(item.item()));
        List<String> again =
                answer.theme().ranked(view, answer.seen(), answer.wish().fromTheBest());
        this.now = Set.copyOf(again);
        this.before = Set.copyOf(again.subList(0, Math.min(answer.wish().offset(), again.size())));
        Set<String> listed = new HashSet<>(shown);
        listed.addAll(before);
        listed.forEach(item -> category(item).ifPresent(category -> perCategory.merge(category, 1, Integer::sum)));
    }

    /**
     * Those of an answer for somebody or of what is similar to an item; nothing if the model ranks nothing for whom or what
     * it was.
     *
     * @param view which holds the model of the answer
     */
    static Optional<Omissions> of(View view, KeptAnswer answer) {
        var items = new ModelItems(view.requireCatalog(), view.requireModel(), view.shelving());
        Optional<Ranking> ranking = answer.theme()
                .item()
                .map(item -> SimilarList.to(items, List.of(item)).<Ranking>map(list -> list::best))
                .orElseGet(() -> PersonalList.of(items, answer.seen()).map(list -> list::best));
        return ranking.map(order -> new Omissions(view, answer, order));
    }

    /** The best of them, with what keeps each out. */
    List<LeftOut> best() {
        double least = least();
        List<LeftOut> best = new ArrayList<>();
        for (Scored scored : ranking.best(answer.wish().depth() + MOST)) {
            String id = view.requireModel().id(scored.item());
            if (scored.score() > least && mayBeMissed(id) && best.size() < MOST) {
                Optional<CatalogEntry> entry = view.requireCatalog().find(id);
                best.add(new LeftOut(id, entry.map(CatalogEntry::title).orElse(id), scored.score(), why(id, entry)));
            }
        }
        return best;
    }

    private boolean mayBeMissed(String id) {
        return !shown.contains(id)
                && !before.contains(id)
                && !answer.theme().item().equals(Optional.of(id));
    }

    /** The score above which items are missing: the lowest that the model gave; none where it had no more to give. */
    private double least() {
        ListPath ofModel = answer.theme().item().isPresent() ? ListPath.SIMILAR : ListPath.PERSONAL;
        DoubleSummaryStatistics given = answer.items().stream()
                .filter(item -> item.path() == ofModel)
                .collect(Collectors.summarizingDouble(KeptAnswer.Item::score));
        return given.getCount() < answer.wish().limit() ? Double.NEGATIVE_INFINITY : given.getMin();
    }

    private Removal why(String id, Optional<CatalogEntry> entry) {
        Optional<Removal> byItself =
                Removal.of(entry, answer.wish(), answer.seen().items());
        if (byItself.isPresent()) {
            return byItself.get();
        }
        if (answer.theme().hidden().contains(id)) {
            return Removal.ANOTHER_LIST;
        }
        if (now.contains(id)) {
            return Removal.CHANGED_SINCE;
        }
        if (isFull(id)) {
            return Removal.MAX_PER_CATEGORY;
        }
        if (answer.seen().damped().containsKey(id)) {
            return Removal.DAMPED;
        }
        return answer.wish().diversity() > 0 ? Removal.DIVERSITY : Removal.CHANGED_SINCE;
    }

    private boolean isFull(String id) {
        int most = answer.wish().mostPerCategory().orElse(Integer.MAX_VALUE);
        return category(id)
                .filter(category -> perCategory.getOrDefault(category, 0) >= most)
                .isPresent();
    }

    private Optional<String> category(String id) {
        return view.requireCatalog().find(id).flatMap(entry -> entry.facets().category());
    }
}
