package io.millrace.serving.recommend;

import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.live.WantedPosition;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import io.millrace.serving.view.Window;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Ranks items by what everybody does, for nobody in particular. */
public final class CrowdLists {
    private final ViewRefresh views;
    private final AnswerLog log;
    private final Clock clock;

    public CrowdLists(ViewRefresh views, AnswerLog log, Clock clock) {
        this.views = views;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The most popular items.
     *
     * @param atLeast the live items must have reached this
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     * @throws NotReachedException if they have not
     */
    public PopularItems popular(Window window, Wish wish, Optional<WantedPosition> atLeast) {
        View view = views.view();
        Reflected reflected = Reflected.ofItems(view, atLeast);
        Theme theme = Theme.popularIn(window);
        Draft draft = theme.crowd(view, wish);
        List<PopularItems.Ranked> items = draft.shown((rank, pick) -> new PopularItems.Ranked(
                rank,
                pick.entry().id(),
                pick.entry().title(),
                window.count(pick.entry()),
                pick.entry().attributes()));
        var list = new PopularItems(
                UUID.randomUUID().toString(),
                name(window),
                views.isStale(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                items);
        keep(list.responseId(), view, reflected, theme, draft, list);
        return list;
    }

    /**
     * The items that are wanted more than their past lets expect.
     *
     * @param atLeast the live items must have reached this
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     * @throws NotReachedException if they have not
     */
    public TrendingItems trending(Wish wish, Optional<WantedPosition> atLeast) {
        View view = views.view();
        Reflected reflected = Reflected.ofItems(view, atLeast);
        Catalog catalog = view.requireCatalog();
        Draft draft = Theme.TRENDING.crowd(view, wish);
        List<TrendingItems.Ranked> items = draft.shown((rank, pick) -> new TrendingItems.Ranked(
                rank,
                pick.entry().id(),
                pick.entry().title(),
                pick.score(),
                pick.entry().recent(),
                catalog.trend().usual(pick.entry()),
                pick.entry().attributes()));
        var list = new TrendingItems(
                UUID.randomUUID().toString(),
                name(Window.RECENT),
                views.isStale(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                items);
        keep(list.responseId(), view, reflected, Theme.TRENDING, draft, list);
        return list;
    }

    private static String name(Window window) {
        return window.name().toLowerCase(Locale.ROOT);
    }

    private void keep(String responseId, View view, Reflected reflected, Theme theme, Draft draft, Object list) {
        log.keep(new Answered(
                responseId,
                clock.instant(),
                view,
                SeenUser.anybody(reflected),
                draft.wish(),
                theme,
                draft.items(),
                list));
    }
}
