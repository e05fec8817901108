package io.millrace.serving.recommend;

import java.util.OptionalInt;
import java.util.Set;

/**
 * What a caller wants of a list.
 *
 * @param limit how many items
 * @param offset how many better ones to leave out before them
 * @param excluded items that must not be in it
 * @param includesBought whether items may be in it that the user has to do with already
 * @param mostPerCategory how many items of one category may be in it, those before the offset counted; items without a
 *     category are not counted
 * @param diversity how much it counts that an item is unlike those before it, from 0 to 1
 */
public record Wish(
        int limit,
        int offset,
        Set<String> excluded,
        boolean includesBought,
        ItemFilter filter,
        OptionalInt mostPerCategory,
        double diversity) {
    public Wish {
        excluded = Set.copyOf(excluded);
    }

    /** The same for some items only. */
    Wish among(Set<String> some) {
        return new Wish(limit, offset, excluded, includesBought, filter.among(some), mostPerCategory, diversity);
    }

    /** The same from the best item on. */
    Wish fromTheBest() {
        return new Wish(depth(), 0, excluded, includesBought, filter, mostPerCategory, diversity);
    }

    /** The same for the best items only, as many as these. */
    Wish best(int most) {
        return new Wish(most, 0, excluded, includesBought, filter, mostPerCategory, diversity);
    }

    /** How many items there must be until the last one that is wanted. */
    int depth() {
        return offset + limit;
    }
}
