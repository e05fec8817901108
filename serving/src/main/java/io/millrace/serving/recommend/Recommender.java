package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.factors.FoldedUser;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks items for a user: by the model where it knows something of the user's, else by popularity.
 *
 * <p>Items that are not available, that the user has to do with already or that the request excludes are left out before
 * the ranking, so that a list is as long as asked for whenever enough items exist.
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

    /** What a request asks for: a list of this length for a user, without the excluded items. */
    public record Wish(UserLookup.Wanted user, int limit, Set<String> excluded) {}

    /**
     * The list for a user.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded, of kind ONLINE_STORE if the live
     *     state must have reached a position and cannot be read
     * @throws NotReachedException if the live state has not reached the position that it must have
     */
    public Recommendations recommend(Wish wish) {
        View view = views.view();
        Catalog catalog = view.requireCatalog();
        try {
            SeenUser seen = users.see(catalog.features(), wish.user());
            return seen.isKnown()
                    ? forKnown(view, catalog, seen, wish)
                    : popular(catalog, seen.reflected(), wish, "This user is unknown, so these are popular items");
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE || wish.user().atLeast().isPresent()) {
                throw e;
            }
            return popular(
                            catalog,
                            Reflected.of(catalog.features()),
                            wish,
                            "What this user bought cannot be read at the moment, so these are popular items")
                    .asStale();
        }
    }

    private Recommendations forKnown(View view, Catalog catalog, SeenUser seen, Wish wish) {
        Set<String> hidden = new HashSet<>(wish.excluded());
        seen.ties().forEach(tie -> hidden.add(tie.item()));
        var visible = new Wish(wish.user(), wish.limit(), hidden);
        if (view.model().isEmpty()) {
            return popular(catalog, seen.reflected(), visible, "No model is published yet, so these are popular items");
        }
        Model model = view.model().get();
        var list = new PersonalList(catalog, model, view.showable());
        Optional<FoldedUser> user = list.fold(seen);
        if (user.isEmpty()) {
            return popular(
                    catalog,
                    seen.reflected(),
                    visible,
                    "The model knows nothing that this user bought, so these are popular items");
        }
        List<RecommendedItem> items = filledUp(list.items(user.get(), wish.limit(), hidden), catalog, visible);
        return answer(wish, ListPath.PERSONAL, seen.reflected(), items).by(stamp(model.manifest()));
    }

    // Items that are newer than the model have no factor, yet a full list is better than a short one.
    private static List<RecommendedItem> filledUp(List<RecommendedItem> items, Catalog catalog, Wish wish) {
        int missing = wish.limit() - items.size();
        if (missing == 0) {
            return items;
        }
        Set<String> hidden = new HashSet<>(wish.excluded());
        items.forEach(item -> hidden.add(item.item()));
        List<RecommendedItem> full = new ArrayList<>(items);
        full.addAll(PopularList.items(catalog, hidden, items.size() + 1, missing));
        return full;
    }

    private Recommendations popular(Catalog catalog, Reflected reflected, Wish wish, String note) {
        return answer(wish, ListPath.POPULAR, reflected, PopularList.items(catalog, wish.excluded(), 1, wish.limit()))
                .because(note);
    }

    private Recommendations answer(Wish wish, ListPath path, Reflected reflected, List<RecommendedItem> items) {
        return new Recommendations(
                wish.user().id(),
                path,
                Optional.empty(),
                views.isStale(),
                Optional.empty(),
                reflected.isLive(),
                reflected.position(),
                reflected.asOf(),
                Age.seconds(reflected.sourceTime(), clock),
                items);
    }

    private static ModelStamp stamp(ModelManifest manifest) {
        return new ModelStamp(manifest.model(), manifest.position(), manifest.asOf(), manifest.trainedAt());
    }
}
