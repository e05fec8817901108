package io.millrace.serving.recommend;

import io.millrace.serving.factors.ScoreSink;
import io.millrace.serving.factors.TopItems;
import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.view.CatalogEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Collects the best items of each category, as many as a draft has room for, in one pass. The best of these are exactly
 * those that are met by going through all items in order and passing over those whose category is full.
 */
final class TopPerCategory implements ScoreSink {
    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparing(Scored::score).reversed().thenComparing(Scored::item);

    private final ModelItems items;
    private final Draft draft;
    private final int most;
    private final IntPredicate mayBeAdded;
    private final Map<String, TopItems> tops = new HashMap<>();
    private final TopItems withoutCategory;

    TopPerCategory(ModelItems items, Draft draft, int most, IntPredicate mayBeAdded) {
        this.items = items;
        this.draft = draft;
        this.most = most;
        this.mayBeAdded = mayBeAdded;
        this.withoutCategory = new TopItems(most);
    }

    @Override
    public void take(int first, int count, float[] scores) {
        for (int index = 0; index < count; index++) {
            int item = first + index;
            if (mayBeAdded.test(item)) {
                offer(topOf(items.entry(item)), item, scores[index]);
            }
        }
    }

    private static void offer(TopItems top, int item, float score) {
        if (score > top.threshold()) {
            top.add(item, score);
        }
    }

    private TopItems topOf(CatalogEntry admitted) {
        Optional<String> category = admitted.facets().category();
        if (category.isEmpty()) {
            return withoutCategory;
        }
        TopItems top = tops.get(category.get());
        if (top == null) {
            top = new TopItems(Math.min(draft.room(admitted), most));
            tops.put(category.get(), top);
        }
        return top;
    }

    List<Scored> best() {
        return Stream.concat(Stream.of(withoutCategory), tops.values().stream())
                .flatMap(top -> top.drain().stream())
                .sorted(BEST_FIRST)
                .limit(most)
                .toList();
    }
}
