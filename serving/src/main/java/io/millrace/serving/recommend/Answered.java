package io.millrace.serving.recommend;

import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import java.time.Instant;
import java.util.List;

/**
 * An answer that was given, with what it was made of; nothing of it is copied.
 *
 * @param view from which the items were chosen
 * @param seen for whom
 * @param wish what was wanted
 * @param theme what their order comes from
 * @param items that were shown
 * @param answer as it was sent
 */
record Answered(
        String responseId,
        Instant at,
        View view,
        SeenUser seen,
        Wish wish,
        Theme theme,
        List<RecommendedItem> items,
        Object answer) {

    /** What is kept of it: all that is needed to explain it, but neither the catalog nor the model. */
    KeptAnswer kept(String json) {
        return new KeptAnswer(
                responseId,
                at,
                view.requireCatalog().features().version(),
                view.model().map(Model::manifest).map(KeptAnswer.ModelThen::of),
                seen.withoutFeatures(),
                wish,
                theme,
                items.stream().map(KeptAnswer.Item::of).toList(),
                json);
    }
}
