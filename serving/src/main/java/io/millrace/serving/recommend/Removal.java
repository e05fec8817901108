package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.serving.view.CatalogEntry;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The condition that keeps an item out of a list. */
public enum Removal {
    /** It does not exist. */
    UNKNOWN,
    /** It may not be recommended now. */
    UNAVAILABLE,
    /** The user has to do with it already. */
    BOUGHT,
    /** The request excludes it. */
    EXCLUDED,
    /** The request asks for others. */
    NOT_AMONG,
    /** It is of another category. */
    CATEGORY,
    /** It costs something else. */
    PRICE,
    /** It has another attribute. */
    ATTRIBUTE,
    /** It is in an earlier list of the same answer, or what such a list is for. */
    ANOTHER_LIST,
    /** There are enough of its category. */
    MAX_PER_CATEGORY,
    /** The user saw it lately and did not click it, and others are better without that. */
    DAMPED,
    /** It is too much like better ones. */
    DIVERSITY,
    /** Nothing keeps it out now: it was another one when the answer was given, or there were better ones then. */
    CHANGED_SINCE;

    /** The name in answers. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The first condition that the item does not meet by itself; nothing if only others keep it out.
     *
     * @param entry nothing for an item that the catalog does not have
     * @param bought what the user has to do with
     */
    static Optional<Removal> of(Optional<CatalogEntry> entry, Wish wish, Set<String> bought) {
        Optional<CatalogEntry> existing = entry.filter(CatalogEntry::exists);
        if (existing.isEmpty()) {
            return Optional.of(UNKNOWN);
        }
        if (!existing.get().available()) {
            return Optional.of(UNAVAILABLE);
        }
        if (!wish.includesBought() && bought.contains(existing.get().id())) {
            return Optional.of(BOUGHT);
        }
        return wish.excluded().contains(existing.get().id())
                ? Optional.of(EXCLUDED)
                : wish.filter().unmet(existing.get());
    }
}
