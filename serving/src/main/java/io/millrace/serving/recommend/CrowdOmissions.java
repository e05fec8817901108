package io.millrace.serving.recommend;

import io.millrace.serving.recommend.Explanation.LeftOut;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.RankedEntries;
import io.millrace.serving.view.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What everybody wants more than what a list shows, looked for among items as they are now. */
final class CrowdOmissions {
    private static final int MOST = 50;

    private final View view;
    private final KeptAnswer answer;

    CrowdOmissions(View view, KeptAnswer answer) {
        this.view = view;
        this.answer = answer;
    }

    /** The best of them, with what keeps each out. */
    List<LeftOut> best(RankedEntries order) {
        Set<String> shown = answer.items().stream().map(KeptAnswer.Item::item).collect(Collectors.toSet());
        boolean isFull = shown.size() == answer.wish().limit();
        Set<String> now = new HashSet<>(
                answer.theme().ranked(view, answer.seen(), answer.wish().fromTheBest()));
        List<LeftOut> best = new ArrayList<>();
        int met = 0;
        for (CatalogEntry entry : order) {
            if (best.size() == MOST || isFull && met == shown.size()) {
                return best;
            }
            if (shown.contains(entry.id())) {
                met++;
            } else if (!now.contains(entry.id()) && entry.exists()) {
                best.add(new LeftOut(entry.id(), entry.title(), score(entry), why(entry)));
            }
        }
        return best;
    }

    private double score(CatalogEntry entry) {
        return answer.theme().kind() == Theme.Kind.TRENDING
                ? view.requireCatalog().trend().strength(entry)
                : answer.theme().window().orElseThrow().count(entry);
    }

    private Removal why(CatalogEntry entry) {
        return Removal.of(Optional.of(entry), answer.wish(), Set.of())
                .orElse(answer.wish().mostPerCategory().isPresent() ? Removal.MAX_PER_CATEGORY : Removal.CHANGED_SINCE);
    }
}
