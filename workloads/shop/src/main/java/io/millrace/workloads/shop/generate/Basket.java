package io.millrace.workloads.shop.generate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a customer bought before, and what the customer puts into the next basket because of it. */
final class Basket {
    private static final double MEAN_SIZE = 2.5;
    private static final int LARGEST = 9;
    private static final double ONE_ERRAND = 0.8;
    private static final double LOOKS_BACK = 0.4;
    private static final int SECOND_THOUGHTS = 6;

    private final Customer customer;
    private final List<CatalogueItem> bought = new ArrayList<>();
    private final Set<CatalogueItem> known = new HashSet<>();

    Basket(Customer customer) {
        this.customer = customer;
    }

    /** Fills the basket with different products, at least one, and remembers them. */
    Collection<CatalogueItem> fill(MonthlyTaste taste, Dice dice) {
        int size = dice.geometric(MEAN_SIZE, LARGEST);
        Segment errand = segment(dice);
        Set<CatalogueItem> items = new LinkedHashSet<>();
        while (items.size() < size) {
            Segment segment = dice.hits(ONE_ERRAND) ? errand : segment(dice);
            boolean isNew = items.add(again(dice).orElseGet(() -> discover(taste, segment, dice)));
            size -= isNew ? 0 : 1;
        }
        bought.addAll(items);
        known.addAll(items);
        return items;
    }

    private Segment segment(Dice dice) {
        double[] segments = customer.segments();
        return Segment.values()[dice.index(segments, segments.length)];
    }

    /** Coffee is bought again, a desk is not: the customer looks back, and the category decides. */
    private Optional<CatalogueItem> again(Dice dice) {
        if (bought.isEmpty() || !dice.hits(LOOKS_BACK)) {
            return Optional.empty();
        }
        CatalogueItem item = dice.pick(bought);
        return dice.hits(item.category().sales().repeatRate()) ? Optional.of(item) : Optional.empty();
    }

    private CatalogueItem discover(MonthlyTaste taste, Segment segment, Dice dice) {
        CatalogueItem item = taste.draw(segment, dice);
        for (int i = 0; i < SECOND_THOUGHTS && known.contains(item); i++) {
            item = taste.draw(segment, dice);
        }
        return item;
    }
}
