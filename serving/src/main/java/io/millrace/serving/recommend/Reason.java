package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an item is in a list.
 *
 * @param text the reason as a person reads it
 * @param items what speaks for the item most, the strongest first
 * @param shares what single items add to the score, the most first; for who asks for an explanation
 */
public record Reason(Kind kind, String text, List<NamedItem> items, @JsonIgnore List<Share> shares) {
    public Reason {
        items = List.copyOf(items);
        shares = List.copyOf(shares);
    }

    /** A reason that is more than a sum. */
    private Reason(Kind kind, String text, List<NamedItem> items) {
        this(kind, text, items, List.of());
    }

    /** What one item that somebody has to do with adds to a score. */
    public record Share(String item, double amount) {}

    /** Kinds of reasons. */
    public enum Kind {
        /** Single items that the user bought raise the score. */
        BECAUSE_YOU_BOUGHT,
        /** Single items of the session raise the score. */
        BECAUSE_OF_SESSION,
        /** No single item does, only all of them together. */
        FITS_YOUR_TASTE,
        /** The model finds it similar to another item. */
        SIMILAR,
        /** More than usual want it. */
        TRENDING,
        /** Many have bought it. */
        POPULAR;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An item with its title. */
    public record NamedItem(String id, String title) {}

    static Reason popular(boolean recently) {
        return new Reason(Kind.POPULAR, recently ? "Popular at the moment" : "Popular", List.of());
    }

    static Reason similar(NamedItem item) {
        return new Reason(Kind.SIMILAR, "Similar to " + item.title(), List.of(item));
    }

    static Reason trending(boolean isAboveUsual, Optional<String> category) {
        return new Reason(
                Kind.TRENDING,
                (isAboveUsual ? "Trending" : "Popular")
                        + category.map(name -> " in " + name).orElse(""),
                List.of());
    }

    static Reason personal(Occasion occasion, List<NamedItem> items, List<Share> shares) {
        return switch (occasion) {
            case HISTORY ->
                items.isEmpty()
                        ? new Reason(Kind.FITS_YOUR_TASTE, "Fits what you bought as a whole", items, shares)
                        : new Reason(Kind.BECAUSE_YOU_BOUGHT, "Because you bought " + titles(items), items, shares);
            case SESSION ->
                items.isEmpty()
                        ? new Reason(Kind.FITS_YOUR_TASTE, "Fits this session as a whole", items, shares)
                        : new Reason(Kind.BECAUSE_OF_SESSION, "Because of " + titles(items), items, shares);
        };
    }

    private static String titles(List<NamedItem> items) {
        return items.stream().map(NamedItem::title).collect(Collectors.joining(" and "));
    }
}
