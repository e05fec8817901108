package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a request asked for, as an explanation shows it.
 *
 * @param among the only items that it asked about; empty for any
 * @param categories of which an item must be in one; empty for any
 * @param attributes all of which an item must have
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Asked(
        int limit,
        int offset,
        Set<String> exclude,
        boolean includeBought,
        Set<String> among,
        Set<String> categories,
        OptionalDouble minPrice,
        OptionalDouble maxPrice,
        List<ItemFilter.Choice> attributes,
        OptionalInt maxPerCategory,
        double diversity) {
    static Asked of(Wish wish) {
        return new Asked(
                wish.limit(),
                wish.offset(),
                new TreeSet<>(wish.excluded()),
                wish.includesBought(),
                new TreeSet<>(wish.filter().ids()),
                new TreeSet<>(wish.filter().categories()),
                bound(wish.filter().price().least()),
                bound(wish.filter().price().most()),
                wish.filter().attributes(),
                wish.mostPerCategory(),
                wish.diversity());
    }

    private static OptionalDouble bound(double price) {
        return Double.isInfinite(price) ? OptionalDouble.empty() : OptionalDouble.of(price);
    }
}
