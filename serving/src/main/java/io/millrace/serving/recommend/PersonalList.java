package io.millrace.serving.recommend;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.serving.factors.FoldIn.Tie;
import io.millrace.serving.factors.FoldedUser;
import io.millrace.serving.factors.TopItems.Scored;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Items by their score for one user. */
final class PersonalList {
    private final Catalog catalog;
    private final Model model;
    private final BitSet showable;

    /**
     * Ranks with this model.
     *
     * @param showable places in the model of available items
     */
    PersonalList(Catalog catalog, Model model, BitSet showable) {
        this.catalog = catalog;
        this.model = model;
        this.showable = showable;
    }

    /** The user as the model sees them; nothing if it knows no item that the user has to do with. */
    Optional<FoldedUser> fold(SeenUser seen) {
        ModelManifest manifest = model.manifest();
        List<Tie> ties = new ArrayList<>();
        for (SeenUser.Tie tie : seen.ties()) {
            OptionalInt place = model.place(tie.item());
            if (place.isPresent()) {
                ties.add(new Tie(place.getAsInt(), tie.strengthAt(manifest.asOf(), manifest.halfLife())));
            }
        }
        return model.foldIn().fold(ties);
    }

    /** The items with the highest scores among those that are available and not hidden. */
    List<RecommendedItem> items(FoldedUser user, int limit, Set<String> hidden) {
        int[] hiddenPlaces = hidden.stream()
                .map(model::place)
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .toArray();
        List<Scored> best = model.factors()
                .top(user.vector(), limit, place -> showable.get(place) && Arrays.binarySearch(hiddenPlaces, place) < 0)
                .drain();
        var reasons = new Reasons(catalog, model, user);
        List<RecommendedItem> items = new ArrayList<>();
        for (Scored scored : best) {
            CatalogEntry entry = catalog.find(model.id(scored.item())).orElseThrow();
            items.add(new RecommendedItem(
                    items.size() + 1,
                    entry.id(),
                    entry.title(),
                    scored.score(),
                    reasons.of(scored.item()),
                    entry.attributes()));
        }
        return items;
    }
}
