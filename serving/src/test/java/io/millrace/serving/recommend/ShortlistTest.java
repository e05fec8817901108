package io.millrace.serving.recommend;

import io.millrace.serving.Samples;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import io.millrace.serving.view.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShortlistTest {
    private static final int ITEMS = 2_000;
    private static final View VIEW = view();
    /** So that nothing joins by being asked about again. */
    private static final ItemFilter NOTHING =
            new ItemFilter(Set.of(), Set.of("no such category"), PriceRange.ANY, List.of());

    private final List<String> asked = new ArrayList<>();

    private static View view() {
        var catalog = new Catalog.Builder(Samples.FACETS);
        catalog.add(Samples.items(0, ITEMS));
        var model = new Model.Builder(Samples.manifest("m1", ITEMS - 10, 1));
        model.add(Samples.factors(0, ITEMS - 10));
        return View.of(Optional.of(catalog.build(Samples.features("f1", 1))), Optional.of(model.build()));
    }

    private Predicate<CatalogEntry> noted(Predicate<CatalogEntry> passes) {
        return entry -> {
            asked.add(entry.id());
            return passes.test(entry);
        };
    }

    private static List<String> list(Shortlist shortlist, SeenUser user, OptionalInt mostPerCategory) {
        var draft = new Draft(
                new Wish(10, 0, Set.of(), false, NOTHING, mostPerCategory, 0), user.items(), Optional.of(shortlist));
        new Chain(VIEW).fill(draft, user);
        return draft.items().stream().map(RecommendedItem::item).toList();
    }

    private static SeenUser buyer(String... items) {
        return SeenUser.of(new Users.Found(Samples.features("f1", 1), Samples.user(items)));
    }

    @Test
    void everyItemIsAskedAboutOnceHoweverManyListsThereAre() {
        // Given
        Set<String> few = Set.of("i100", "i101", "i777", "i1995");
        Shortlist shortlist = Shortlist.of(VIEW, Set.of(), noted(entry -> few.contains(entry.id())));
        // When
        for (int user = 0; user < 100; user++) {
            // Then
            assertThat(list(shortlist, buyer("i" + user), OptionalInt.empty()))
                    .containsExactlyInAnyOrderElementsOf(few);
        }
        long available = Samples.items(0, ITEMS).stream()
                .filter(item -> item.available())
                .count();
        assertThat(asked).hasSize((int) available).doesNotHaveDuplicates();
        assertThat(shortlist.popular(Window.RECENT).size()).isEqualTo(few.size());
        assertThat(shortlist.trending().size()).isEqualTo(few.size());
    }

    @Test
    void onlyGivenItemsAreAskedAbout() {
        // Given
        Set<String> given = Set.of("i4", "i9", "i1998", "nothing");
        Shortlist shortlist = Shortlist.of(VIEW, given, noted(entry -> true));
        // Then
        assertThat(list(shortlist, buyer("i2"), OptionalInt.of(5))).containsExactly("i4", "i1998");
        assertThat(asked).containsExactlyInAnyOrder("i4", "i1998");
    }

    @Test
    void itsOrdersAreThoseOfTheWholeCatalog() {
        // Given
        Shortlist shortlist =
                Shortlist.of(VIEW, Set.of(), entry -> entry.facets().price() > 1_500);
        // Then
        Catalog catalog = VIEW.requireCatalog();
        for (Window window : Window.values()) {
            assertThat(shortlist.popular(window)).containsExactlyElementsOf(passing(catalog.popular(window)));
        }
        assertThat(shortlist.trending()).containsExactlyElementsOf(passing(catalog.trending()));
    }

    private static List<CatalogEntry> passing(Iterable<CatalogEntry> entries) {
        List<CatalogEntry> passing = new ArrayList<>();
        for (CatalogEntry entry : entries) {
            if (entry.available() && entry.facets().price() > 1_500) {
                passing.add(entry);
            }
        }
        return passing;
    }
}
