package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import io.millrace.serving.view.Window;
import java.time.Clock;
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
        var asked = new Asked(wanted.id(), wish);
        try {
            SeenUser seen = users.see(catalog.features(), wanted);
            return seen.isKnown()
                    ? forKnown(view, catalog, seen, asked)
                    : popular(
                            catalog,
                            seen.reflected(),
                            asked.draft(Set.of()),
                            asked,
                            "This user is unknown, so these are popular items");
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE || wanted.atLeast().isPresent()) {
                throw e;
            }
            return popular(
                            catalog,
                            Reflected.of(catalog.features()),
                            asked.draft(Set.of()),
                            asked,
                            "What this user bought cannot be read at the moment, so these are popular items")
                    .asStale();
        }
    }

    private record Asked(String user, Wish wish) {
        Draft draft(Set<String> bought) {
            return new Draft(wish, wish.includesBought() ? Set.of() : bought);
        }
    }

    private Recommendations forKnown(View view, Catalog catalog, SeenUser seen, Asked asked) {
        Draft draft = asked.draft(seen.items());
        if (view.model().isEmpty()) {
            return popular(
                    catalog, seen.reflected(), draft, asked, "No model is published yet, so these are popular items");
        }
        Model model = view.model().get();
        Optional<PersonalList> personal = PersonalList.of(new ModelItems(catalog, model, view.shelving()), seen);
        if (personal.isEmpty()) {
            return popular(
                    catalog,
                    seen.reflected(),
                    draft,
                    asked,
                    "The model knows nothing that this user bought, so these are popular items");
        }
        personal.get().addTo(draft);
        // Items that are newer than the model have no factor, yet a full list is better than a short one.
        new PopularList(catalog, Window.RECENT).addTo(draft);
        return answer(asked.user(), ListPath.PERSONAL, seen.reflected(), draft.items())
                .by(stamp(model.manifest()));
    }

    private Recommendations popular(Catalog catalog, Reflected reflected, Draft draft, Asked asked, String note) {
        new PopularList(catalog, Window.RECENT).addTo(draft);
        return answer(asked.user(), ListPath.POPULAR, reflected, draft.items()).because(note);
    }

    private Recommendations answer(String user, ListPath path, Reflected reflected, List<RecommendedItem> items) {
        return new Recommendations(
                user,
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
