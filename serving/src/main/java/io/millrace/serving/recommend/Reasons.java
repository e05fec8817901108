package io.millrace.serving.recommend;

import io.millrace.serving.factors.FoldedUser;
import io.millrace.serving.factors.FoldedUser.Contribution;
import java.util.Comparator;
import java.util.List;

/** Finds what a user bought that speaks for an item. */
final class Reasons {
    private static final int MOST_ITEMS = 2;
    private static final int MOST_SHARES = 10;
    /** An item is named if it adds at least this share of what the strongest one adds. */
    private static final double SHARE_OF_STRONGEST = 0.5;

    private final ModelItems items;
    private final FoldedUser user;
    private final Occasion occasion;

    Reasons(ModelItems items, FoldedUser user, Occasion occasion) {
        this.items = items;
        this.user = user;
        this.occasion = occasion;
    }

    Reason of(int place) {
        List<Contribution> highest = user.contributions(items.model().factors().factor(place)).stream()
                .sorted(Comparator.comparingDouble(Contribution::amount).reversed())
                .limit(MOST_SHARES)
                .toList();
        List<Contribution> strongest = highest.stream()
                .filter(contribution -> contribution.amount() > 0)
                .limit(MOST_ITEMS)
                .toList();
        return Reason.personal(
                occasion,
                strongest.stream()
                        .filter(contribution -> contribution.amount()
                                >= SHARE_OF_STRONGEST * strongest.get(0).amount())
                        .map(contribution -> items.named(contribution.item()))
                        .toList(),
                highest.stream()
                        .map(contribution ->
                                new Reason.Share(items.model().id(contribution.item()), contribution.amount()))
                        .toList());
    }
}
