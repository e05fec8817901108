package io.millrace.serving.http;

import io.millrace.contracts.process.Suggestion;
import io.millrace.serving.recommend.ItemFilter;
import io.millrace.serving.recommend.PriceRange;
import io.millrace.serving.recommend.Wish;
import io.millrace.serving.view.Catalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The parameters that every list has, and what they say of one. */
final class ListParameters {
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String CATEGORY = "category";
    private static final String LEAST_PRICE = "min_price";
    private static final String MOST_PRICE = "max_price";
    private static final String ATTRIBUTE = "attribute";
    private static final String EXCLUDE = "exclude";
    private static final String MOST_PER_CATEGORY = "max_per_category";
    private static final String INCLUDE_BOUGHT = "include_bought";
    private static final String DIVERSITY = "diversity";

    private static final int MOST_ITEMS = 100;
    private static final int DEEPEST = 1_000;
    private static final int MOST_EXCLUDED = 1_000;
    private static final int MOST_CHOICES = 100;

    private static final Set<String> OF_ANY_LIST =
            Set.of(LIMIT, OFFSET, CATEGORY, LEAST_PRICE, MOST_PRICE, ATTRIBUTE, EXCLUDE, MOST_PER_CATEGORY);

    private final Supplier<Optional<Catalog>> catalog;

    /** Parameters of lists from this catalog; nothing before there is one. */
    ListParameters(Supplier<Optional<Catalog>> catalog) {
        this.catalog = catalog;
    }

    /** The names of these parameters, and of further ones. */
    static Set<String> and(String... further) {
        var names = new TreeSet<>(OF_ANY_LIST);
        names.addAll(Set.of(further));
        return names;
    }

    /** The names of these parameters and of further ones, where a model ranks. */
    static Set<String> ofModelAnd(String... further) {
        Set<String> names = and(further);
        names.add(DIVERSITY);
        return names;
    }

    /** The names of these parameters and of further ones, where a model ranks for somebody who has bought something. */
    static Set<String> ofBuyerAnd(String... further) {
        Set<String> names = ofModelAnd(further);
        names.add(INCLUDE_BOUGHT);
        return names;
    }

    /** What a request wants of a list that has so many items unless it says otherwise. */
    Wish wish(ApiRequest request, int usualLimit) {
        return wish(request, usualLimit, MOST_ITEMS);
    }

    /** The same of a list that may have so many items at most. */
    Wish wish(ApiRequest request, int usualLimit, int mostItems) {
        return new Wish(
                request.number(LIMIT, usualLimit, 1, mostItems),
                request.number(OFFSET, 0, 0, DEEPEST),
                excluded(request),
                request.flag(INCLUDE_BOUGHT),
                filter(request),
                mostPerCategory(request),
                request.share(DIVERSITY));
    }

    private static OptionalInt mostPerCategory(ApiRequest request) {
        return request.has(MOST_PER_CATEGORY)
                ? OptionalInt.of(request.number(MOST_PER_CATEGORY, 1, 1, MOST_ITEMS))
                : OptionalInt.empty();
    }

    /** What a request wants of the items of a list. */
    private ItemFilter filter(ApiRequest request) {
        return new ItemFilter(
                Set.of(), Set.copyOf(request.all(CATEGORY, MOST_CHOICES)), price(request), attributes(request));
    }

    private static PriceRange price(ApiRequest request) {
        double least = request.price(LEAST_PRICE, PriceRange.ANY.least());
        double most = request.price(MOST_PRICE, PriceRange.ANY.most());
        if (least > most) {
            throw ApiRequest.refused(LEAST_PRICE, "must not be above '%s'".formatted(MOST_PRICE));
        }
        return new PriceRange(least, most);
    }

    private List<ItemFilter.Choice> attributes(ApiRequest request) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String text : request.all(ATTRIBUTE, MOST_CHOICES)) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw ApiRequest.refused(
                        ATTRIBUTE,
                        "must be a name and a value with a colon between, such as color:red, but is '%s'"
                                .formatted(ApiRequest.shown(text)));
            }
            requireKnown(text.substring(0, colon));
            values.computeIfAbsent(text.substring(0, colon), name -> new HashSet<>())
                    .add(text.substring(colon + 1));
        }
        List<ItemFilter.Choice> choices = new ArrayList<>();
        values.forEach((name, any) -> choices.add(new ItemFilter.Choice(name, any)));
        return choices;
    }

    // Else a name that is misspelt would give an empty list, which looks like an answer.
    private void requireKnown(String attribute) {
        Optional<Catalog> known = catalog.get().filter(items -> items.size() > 0);
        if (known.isPresent() && !known.get().attributes().contains(attribute)) {
            throw ApiRequest.refused(
                    ATTRIBUTE,
                    "names '%s', which no item has.%s The attributes of items are: %s"
                            .formatted(
                                    ApiRequest.shown(attribute),
                                    Suggestion.didYouMean(attribute, known.get().attributes()),
                                    known.get().attributes()));
        }
    }

    // An id may have a comma itself: both the text as it is and its parts are left out.
    private static Set<String> excluded(ApiRequest request) {
        Set<String> excluded = new HashSet<>();
        int named = 0;
        for (String text : request.all(EXCLUDE, MOST_EXCLUDED)) {
            List<String> parts = List.of(text.split(",", -1));
            named += parts.size();
            excluded.add(text);
            excluded.addAll(parts);
        }
        if (named > MOST_EXCLUDED) {
            throw ApiRequest.refused(EXCLUDE, "may name %d items at most".formatted(MOST_EXCLUDED));
        }
        return excluded;
    }
}
