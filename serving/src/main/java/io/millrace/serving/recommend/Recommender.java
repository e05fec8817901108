package io.millrace.serving.recommend;

import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.factors.FoldedUser;
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
    private final Users users;
    private final Clock clock;

    public Recommender(ViewRefresh views, Users users, Clock clock) {
        this.views = views;
        this.users = users;
        this.clock = clock;
    }

    /** What a request asks for: a list of this length for a user, without the excluded items. */
    public record Wish(String user, int limit, Set<String> excluded) {}

    /**
     * The list for a user.
     *
     * @throws PipelineException of kind NOT_READY before the first features are loaded
     */
    public Recommendations recommend(Wish wish) {
        View view = views.view();
        Catalog catalog = view.requireCatalog();
        try {
            return users.find(catalog.features(), wish.user())
                    .map(found -> forKnown(view, catalog, found, wish))
                    .orElseGet(() -> popular(catalog, wish, "This user is unknown, so these are popular items"));
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE) {
                throw e;
            }
            return popular(
                            catalog,
                            wish,
                            "What this user bought cannot be read at the moment, so these are popular items")
                    .asStale();
        }
    }

    private Recommendations forKnown(View view, Catalog catalog, Users.Found found, Wish wish) {
        Set<String> hidden = new HashSet<>(wish.excluded());
        found.user().interactions().forEach(interaction -> hidden.add(interaction.item()));
        var visible = new Wish(wish.user(), wish.limit(), hidden);
        if (view.model().isEmpty()) {
            return popular(catalog, visible, "No model is published yet, so these are popular items");
        }
        Model model = view.model().get();
        var list = new PersonalList(catalog, model, view.showable());
        Optional<FoldedUser> user = list.fold(found);
        if (user.isEmpty()) {
            return popular(
                    catalog, visible, "The model knows nothing that this user bought, so these are popular items");
        }
        List<RecommendedItem> items = filledUp(list.items(user.get(), wish.limit(), hidden), catalog, visible);
        return answer(wish, ListPath.PERSONAL, found.features(), items).by(stamp(model.manifest()));
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

    private Recommendations popular(Catalog catalog, Wish wish, String note) {
        return answer(
                        wish,
                        ListPath.POPULAR,
                        catalog.features(),
                        PopularList.items(catalog, wish.excluded(), 1, wish.limit()))
                .because(note);
    }

    private Recommendations answer(Wish wish, ListPath path, FeaturesPointer features, List<RecommendedItem> items) {
        return new Recommendations(
                wish.user(),
                path,
                Optional.empty(),
                views.isStale(),
                Optional.empty(),
                features.position(),
                features.asOf(),
                Age.seconds(features.sourceTime(), clock),
                items);
    }

    private static ModelStamp stamp(ModelManifest manifest) {
        return new ModelStamp(manifest.model(), manifest.position(), manifest.asOf(), manifest.trainedAt());
    }
}
