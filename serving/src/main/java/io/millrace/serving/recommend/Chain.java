package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.Window;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills lists, by the path that knows most of somebody first. Where it does not find enough items, the next one goes on: the
 * model's ranking, items similar to recent ones, what is trending in the favourite category, what is popular.
 */
final class Chain {
    private static final int RECENT_ITEMS = 5;
    private static final String NO_MODEL = "No model is published yet";
    private static final String NOTHING_RANKED = "Nothing that the model ranks may be in this list";
    private static final Set<ListPath> OF_MODEL = EnumSet.of(ListPath.PERSONAL, ListPath.SIMILAR);

    private final Catalog catalog;
    private final Optional<ModelItems> model;

    Chain(View view) {
        this.catalog = view.requireCatalog();
        this.model = view.model().map(known -> new ModelItems(catalog, known, view.shelving()));
    }

    /**
     * How a list came about.
     *
     * @param path of its best item
     * @param note why that is not the path that knows most; nothing where it is
     * @param model which has ranked items of it; nothing where none has
     */
    record Story(ListPath path, Optional<String> note, Optional<ModelStamp> model) {}

    /** The ids of a list for somebody. */
    static List<String> ranked(View view, SeenUser seen, Wish wish) {
        Draft draft = Draft.of(view, seen, wish);
        new Chain(view).fill(draft, seen);
        return draft.shown((rank, pick) -> pick.entry().id());
    }

    /** Whether the model comes to numbers for somebody; so it does where there is none. */
    boolean hasNumbers(SeenUser seen) {
        return model.map(items -> PersonalList.hasNumbers(items, seen)).orElse(true);
    }

    /** Fills a list for somebody. */
    Story fill(Draft draft, SeenUser seen) {
        Optional<PersonalList> personal = model.flatMap(items -> PersonalList.of(items, seen));
        // The model's ranking has all items that similarity has, so that one has nothing to add to it.
        personal.ifPresentOrElse(
                list -> list.addTo(draft), () -> similarToRecent(seen).ifPresent(list -> list.addTo(draft)));
        if (draft.missing() > 0) {
            favourite(seen)
                    .ifPresent(category -> TrendingList.in(catalog, category).addTo(draft));
        }
        new PopularList(catalog, Window.RECENT).addTo(draft);
        ListPath path = draft.path().orElse(personal.isPresent() ? ListPath.PERSONAL : ListPath.POPULAR);
        return new Story(
                path,
                path == ListPath.PERSONAL
                        ? Optional.empty()
                        : Optional.of(why(seen, path, personal.isPresent()) + ", so these are "
                                + whatIsShown(path, "their favourite")),
                stamp(draft, path == ListPath.PERSONAL));
    }

    /** Fills a list with items that are similar to one. */
    Story fill(Draft draft, CatalogEntry item) {
        Optional<SimilarList> similar = model.flatMap(items -> SimilarList.to(items, List.of(item.id())));
        similar.ifPresent(list -> list.addTo(draft));
        item.facets().category().ifPresent(category -> TrendingList.in(catalog, category)
                .addTo(draft));
        new PopularList(catalog, Window.RECENT).addTo(draft);
        ListPath path = draft.path().orElse(similar.isPresent() ? ListPath.SIMILAR : ListPath.POPULAR);
        return new Story(
                path,
                path == ListPath.SIMILAR
                        ? Optional.empty()
                        : Optional.of(why(similar.isPresent()) + ", so these are " + whatIsShown(path, "its")),
                stamp(draft, path == ListPath.SIMILAR));
    }

    private String why(boolean isPlaced) {
        if (model.isEmpty()) {
            return NO_MODEL;
        }
        return isPlaced ? NOTHING_RANKED : "The model has learned nothing of this item";
    }

    private Optional<ModelStamp> stamp(Draft draft, boolean isOfModel) {
        return model.filter(items -> isOfModel || draft.has(OF_MODEL)).map(items -> stamp(items.model()));
    }

    private static ModelStamp stamp(Model model) {
        ModelManifest manifest = model.manifest();
        return new ModelStamp(manifest.model(), manifest.position(), manifest.asOf(), manifest.trainedAt());
    }

    private Optional<SimilarList> similarToRecent(SeenUser seen) {
        List<String> recent = seen.ties().stream()
                .filter(tie -> tie.strength() > 0)
                .sorted(Comparator.comparing(SeenUser.Tie::lastAt).reversed())
                .map(SeenUser.Tie::item)
                .limit(RECENT_ITEMS)
                .toList();
        return model.flatMap(items -> SimilarList.to(items, recent));
    }

    private Optional<String> favourite(SeenUser seen) {
        Map<String, Double> strengths = new HashMap<>();
        for (SeenUser.Tie tie : seen.ties()) {
            double strength = tie.strengthAt(
                    catalog.features().asOf(),
                    model.flatMap(items -> items.model().manifest().halfLife()));
            catalog.find(tie.item())
                    .flatMap(entry -> entry.facets().category())
                    .ifPresent(category -> strengths.merge(category, strength, Double::sum));
        }
        return strengths.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private String why(SeenUser seen, ListPath path, boolean isPlaced) {
        if (seen.gap().isPresent()) {
            return seen.gap().get();
        }
        if (model.isEmpty()) {
            return NO_MODEL;
        }
        if (isPlaced) {
            return NOTHING_RANKED;
        }
        if (path == ListPath.SIMILAR) {
            return "The model has no single solution for this taste";
        }
        return switch (seen.occasion()) {
            case HISTORY -> "The model knows nothing that this user bought";
            case SESSION -> "The model knows none of these items";
        };
    }

    private static String whatIsShown(ListPath path, String whose) {
        return switch (path) {
            case PERSONAL -> "items of " + whose + " taste";
            case SIMILAR -> "items similar to recent ones";
            case TRENDING -> "trending items of " + whose + " category";
            case POPULAR -> "popular items";
        };
    }
}
