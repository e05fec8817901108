package io.millrace.serving.recommend;

import io.millrace.serving.factors.ScoreSink;
import io.millrace.serving.factors.TopItems;
import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.Shelving;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;

/** The items that a model knows, as a catalog has them. */
record ModelItems(Catalog catalog, Model model, Shelving shelving) {

    boolean isAvailable(int item) {
        return shelving.isAvailable(item);
    }

    /** An item that is available. */
    CatalogEntry entry(int item) {
        return catalog.entry(shelving.place(item));
    }

    /** The name of an item, which need not be available. */
    Reason.NamedItem named(int item) {
        String id = model.id(item);
        return new Reason.NamedItem(
                id, catalog.find(id).map(CatalogEntry::title).orElse(id));
    }

    /**
     * The items with the highest scores that a draft admits, as many as it misses; where it wants them diverse, the best
     * by score and by how unlike they are.
     *
     * @param scoring hands the scores of some items, or of all, to whom it is given
     */
    List<Scored> best(Draft draft, BiConsumer<Optional<BitSet>, ScoreSink> scoring) {
        double diversity = draft.wish().diversity();
        if (diversity == 0) {
            return best(draft, draft.missing(), scoring);
        }
        int candidates = Math.max(draft.missing(), MarginalRelevance.CANDIDATES);
        return new MarginalRelevance(model.factors(), diversity)
                .first(draft.missing(), best(draft, candidates, scoring));
    }

    private List<Scored> best(Draft draft, int most, BiConsumer<Optional<BitSet>, ScoreSink> scoring) {
        Optional<BitSet> some = draft.shortlist().map(Shortlist::inModel);
        // A scoring that is told of some items hands over their neighbours, too.
        IntPredicate mayBeAdded = some.<IntPredicate>map(listed -> item -> listed.get(item) && mayJoin(draft, item))
                .orElse(item -> mayJoin(draft, item));
        if (draft.isCapped()) {
            var tops = new TopPerCategory(this, draft, most, mayBeAdded);
            scoring.accept(some, tops);
            return tops.best();
        }
        var top = new TopItems(most);
        scoring.accept(some, (first, count, scores) -> top.take(first, count, scores, mayBeAdded));
        return top.drain();
    }

    private boolean mayJoin(Draft draft, int item) {
        return isAvailable(item) && draft.admits(entry(item));
    }
}
