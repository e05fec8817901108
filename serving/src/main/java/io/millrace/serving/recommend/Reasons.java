package io.millrace.serving.recommend;

import io.millrace.serving.factors.FoldedUser;
import io.millrace.serving.factors.FoldedUser.Contribution;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import java.util.Comparator;
import java.util.List;

/** Finds what a user bought that speaks for an item. */
final class Reasons {
    private static final int MOST_ITEMS = 2;
    /** An item is named if it adds at least this share of what the strongest one adds. */
    private static final double SHARE_OF_STRONGEST = 0.5;

    private final Catalog catalog;
    private final Model model;
    private final FoldedUser user;

    Reasons(Catalog catalog, Model model, FoldedUser user) {
        this.catalog = catalog;
        this.model = model;
        this.user = user;
    }

    Reason of(int place) {
        List<Contribution> strongest = user.contributions(model.factors().factor(place)).stream()
                .filter(contribution -> contribution.amount() > 0)
                .sorted(Comparator.comparingDouble(Contribution::amount).reversed())
                .limit(MOST_ITEMS)
                .toList();
        return Reason.becauseYouBought(strongest.stream()
                .filter(contribution -> contribution.amount()
                        >= SHARE_OF_STRONGEST * strongest.get(0).amount())
                .map(contribution -> named(contribution.item()))
                .toList());
    }

    private Reason.NamedItem named(int place) {
        String id = model.id(place);
        return new Reason.NamedItem(
                id, catalog.find(id).map(CatalogEntry::title).orElse(id));
    }
}
