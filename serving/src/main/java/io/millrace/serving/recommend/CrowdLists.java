package io.millrace.serving.recommend;

import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.ViewRefresh;
import io.millrace.serving.view.Window;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Ranks items by what everybody does, for nobody in particular. */
public final class CrowdLists {
    private final ViewRefresh views;
    private final Clock clock;

    public CrowdLists(ViewRefresh views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /**
     * The most popular items.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     */
    public PopularItems popular(Window window, Wish wish) {
        Catalog catalog = views.view().requireCatalog();
        var draft = new Draft(wish, Set.of());
        new PopularList(catalog, window).addTo(draft);
        List<PopularItems.Ranked> items = draft.shown((rank, pick) -> new PopularItems.Ranked(
                rank,
                pick.entry().id(),
                pick.entry().title(),
                window.count(pick.entry()),
                pick.entry().attributes()));
        FeaturesPointer features = catalog.features();
        return new PopularItems(
                window.name().toLowerCase(Locale.ROOT),
                views.isStale(),
                features.position(),
                features.asOf(),
                Age.seconds(features.sourceTime(), clock),
                items);
    }

    /**
     * The items that are wanted more than their past lets expect.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     */
    public TrendingItems trending(Wish wish) {
        Catalog catalog = views.view().requireCatalog();
        var draft = new Draft(wish, Set.of());
        new TrendingList(catalog, Optional.empty()).addTo(draft);
        List<TrendingItems.Ranked> items = draft.shown((rank, pick) -> new TrendingItems.Ranked(
                rank,
                pick.entry().id(),
                pick.entry().title(),
                pick.score(),
                pick.entry().recent(),
                catalog.trend().usual(pick.entry()),
                pick.entry().attributes()));
        FeaturesPointer features = catalog.features();
        return new TrendingItems(
                views.isStale(),
                features.position(),
                features.asOf(),
                Age.seconds(features.sourceTime(), clock),
                items);
    }
}
