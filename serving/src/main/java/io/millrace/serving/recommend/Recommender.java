package io.millrace.serving.recommend;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.recommend.UserRanking.LeftOut;
import io.millrace.serving.recommend.UserRanking.Why;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ranks items for a user: by the model where it knows something of theirs, else by what else is known.
 *
 * <p>Items that are not available, that the user has to do with already or that the request does not want are left out
 * before the ranking, so that a list is as long as asked for whenever enough items exist.
 */
public final class Recommender {
    private final ViewRefresh views;
    private final UserLookup users;
    private final AfterAnswer after;
    private final Clock clock;

    public Recommender(ViewRefresh views, UserLookup users, AfterAnswer after, Clock clock) {
        this.views = views;
        this.users = users;
        this.after = after;
        this.clock = clock;
    }

    /**
     * The lists of several users, in their order, all from the same catalog and model.
     *
     * @throws PipelineException as of {@link #recommend}
     * @throws NotReachedException as of {@link #recommend}
     */
    public RecommendationLists recommend(List<UserLookup.Wanted> users, Wish wish) {
        View view = views.view();
        Optional<Shortlist> shortlist = wish.filter().equals(ItemFilter.NONE)
                ? Optional.empty()
                : Optional.of(Shortlist.of(view, wish.filter()));
        return new RecommendationLists(users.stream()
                .map(wanted -> kept(wanted, ranked(view, wanted, wish, shortlist)))
                .toList());
    }

    private record Ranked(View view, SeenUser seen, boolean isStale, Draft draft, Chain.Story story) {}

    /**
     * The list for a user.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the live
     *     state must have reached a position and cannot be read
     * @throws NotReachedException if the live state has not reached the position that it must have
     */
    public Recommendations recommend(UserLookup.Wanted wanted, Wish wish) {
        return kept(wanted, ranked(views.view(), wanted, wish, Optional.empty()));
    }

    /**
     * These items in the order in which a user should see them: as they would stand in the user's list.
     *
     * @param items at least one
     * @throws PipelineException as of {@link #recommend}
     * @throws NotReachedException as of {@link #recommend}
     */
    public UserRanking rank(UserLookup.Wanted wanted, Set<String> items, Wish wish) {
        View view = views.view();
        Wish among = wish.among(items);
        Ranked ranked = ranked(view, wanted, among, Optional.of(Shortlist.of(view, among.filter())));
        Set<String> bought = wish.includesBought() ? Set.of() : ranked.seen().items();
        var ranking = new UserRanking(list(wanted, ranked), leftOut(ranked, items, bought));
        keep(ranked, ranking.list(), ranking);
        return ranking;
    }

    private Recommendations kept(UserLookup.Wanted wanted, Ranked ranked) {
        Recommendations list = list(wanted, ranked);
        keep(ranked, list, list);
        return list;
    }

    private void keep(Ranked ranked, Recommendations list, Object sent) {
        after.note(new Answered(
                list.responseId(),
                clock.instant(),
                ranked.view(),
                ranked.seen(),
                ranked.draft().wish(),
                Theme.SOMEBODY,
                list.items(),
                sent));
    }

    private Recommendations list(UserLookup.Wanted wanted, Ranked ranked) {
        Reflected reflected = ranked.seen().reflected();
        return new Recommendations(
                UUID.randomUUID().toString(),
                wanted.id(),
                ranked.story().path(),
                ranked.story().note(),
                ranked.isStale(),
                ranked.story().model(),
                reflected.isLive(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                ranked.draft().items());
    }

    private Ranked ranked(View view, UserLookup.Wanted wanted, Wish wish, Optional<Shortlist> shortlist) {
        Catalog catalog = view.requireCatalog();
        try {
            SeenUser seen = users.seeDamped(view, wanted);
            return ranked(view, seen, views.isStale(), draft(seen, wish, shortlist));
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE || wanted.atLeast().isPresent()) {
                throw e;
            }
            SeenUser nobody = SeenUser.unreadable(Reflected.of(catalog.features()));
            return ranked(view, nobody, true, draft(nobody, wish, shortlist));
        }
    }

    private static Draft draft(SeenUser seen, Wish wish, Optional<Shortlist> shortlist) {
        return new Draft(wish, wish.includesBought() ? Set.of() : seen.items(), shortlist);
    }

    private static Ranked ranked(View view, SeenUser seen, boolean isStale, Draft draft) {
        Chain.Story story = new Chain(view).fill(draft, seen);
        return new Ranked(view, seen, isStale, draft, story);
    }

    private static List<LeftOut> leftOut(Ranked ranked, Set<String> items, Set<String> bought) {
        Set<String> shown = ranked.draft().ids();
        return items.stream()
                .filter(item -> !shown.contains(item))
                .map(item ->
                        new LeftOut(item, why(ranked.view().requireCatalog().find(item), bought.contains(item))))
                .toList();
    }

    private static Why why(Optional<CatalogEntry> entry, boolean isBought) {
        if (entry.filter(CatalogEntry::exists).isEmpty()) {
            return Why.UNKNOWN;
        }
        if (!entry.get().available()) {
            return Why.UNAVAILABLE;
        }
        return isBought ? Why.BOUGHT : Why.NOT_WANTED;
    }
}
