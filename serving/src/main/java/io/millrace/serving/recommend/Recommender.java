package io.millrace.serving.recommend;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.util.Set;

/**
 * Ranks items for somebody: by the model where it knows something of theirs, else by what else is known.
 *
 * <p>Items that are not available, that the user has to do with already or that the request does not want are left out
 * before the ranking, so that a list is as long as asked for whenever enough items exist.
 */
public final class Recommender {
    private final ViewRefresh views;
    private final UserLookup users;
    private final Clock clock;

    public Recommender(ViewRefresh views, UserLookup users, Clock clock) {
        this.views = views;
        this.users = users;
        this.clock = clock;
    }

    /**
     * The list for a user.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the live
     *     state must have reached a position and cannot be read
     * @throws NotReachedException if the live state has not reached the position that it must have
     */
    public Recommendations recommend(UserLookup.Wanted wanted, Wish wish) {
        View view = views.view();
        Catalog catalog = view.requireCatalog();
        try {
            return list(view, users.see(catalog.features(), wanted), wanted.id(), wish);
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE || wanted.atLeast().isPresent()) {
                throw e;
            }
            SeenUser nobody = SeenUser.unreadable(Reflected.of(catalog.features()));
            return list(view, nobody, wanted.id(), wish).asStale();
        }
    }

    private Recommendations list(View view, SeenUser seen, String user, Wish wish) {
        var draft = new Draft(wish, wish.includesBought() ? Set.of() : seen.items());
        Chain.Story story = new Chain(view).fill(draft, seen);
        Reflected reflected = seen.reflected();
        return new Recommendations(
                user,
                story.path(),
                story.note(),
                views.isStale(),
                story.model(),
                reflected.isLive(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                draft.items());
    }
}
