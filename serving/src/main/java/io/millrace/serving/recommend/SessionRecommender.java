package io.millrace.serving.recommend;

import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.live.WantedPosition;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ranks items for somebody who is no user, by the items of a session: as for a user who has just bought them. */
public final class SessionRecommender {
    private final ViewRefresh views;
    private final AfterAnswer after;
    private final Clock clock;

    public SessionRecommender(ViewRefresh views, AfterAnswer after, Clock clock) {
        this.views = views;
        this.after = after;
        this.clock = clock;
    }

    /**
     * The list for a session. Its items are in it only if the wish includes what was bought.
     *
     * @param weights how much each item of the session counts
     * @param atLeast the live items must have reached this
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     * @throws NotReachedException if they have not
     */
    public SessionRecommendations recommend(Map<String, Double> weights, Wish wish, Optional<WantedPosition> atLeast) {
        View view = views.view();
        Reflected reflected = Reflected.ofItems(view, atLeast);
        Catalog catalog = view.requireCatalog();
        Map<String, Double> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        weights.forEach((id, weight) -> catalog.find(id)
                .filter(CatalogEntry::exists)
                .ifPresentOrElse(item -> known.put(id, weight), () -> unknown.add(id)));
        Instant now = view.model().map(model -> model.manifest().asOf()).orElse(reflected.asOf());
        SeenUser seen = SeenUser.ofSession(reflected, known, now, gap(weights, known));
        var draft = new Draft(wish, wish.includesBought() ? Set.of() : seen.items());
        Chain.Story story = new Chain(view).fill(draft, seen);
        var list = new SessionRecommendations(
                UUID.randomUUID().toString(),
                story.path(),
                story.note(),
                views.isStale(),
                story.model(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                unknown,
                draft.items());
        after.note(
                new Answered(list.responseId(), clock.instant(), view, seen, wish, Theme.SOMEBODY, list.items(), list));
        return list;
    }

    private static Optional<String> gap(Map<String, Double> weights, Map<String, Double> known) {
        if (!known.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(weights.isEmpty() ? "The session has no items yet" : "None of these items is known");
    }
}
