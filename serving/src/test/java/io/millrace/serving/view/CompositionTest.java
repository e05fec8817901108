package io.millrace.serving.view;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.serving.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CompositionTest {
    private static final int ITEMS = 700;
    private static final Progress REACHED = new Progress(Samples.POSITION, Samples.AS_OF);

    private static Catalog catalog() {
        var builder = new Catalog.Builder(Samples.FACETS);
        builder.add(Samples.items(0, ITEMS));
        return builder.build(Samples.features("f1", 1));
    }

    private static Model model() {
        // The model knows items that the catalog may get later.
        var builder = new Model.Builder(Samples.manifest("m1", ITEMS + ITEMS / 2, 1));
        builder.add(Samples.factors(0, ITEMS + ITEMS / 2));
        return builder.build();
    }

    // Some of these items are new ones, more than fill a page.
    private static Map<String, LiveItem> changes(Random random) {
        Map<String, LiveItem> changes = new HashMap<>();
        for (int count = random.nextInt(40); count >= 0; count--) {
            String id = "i" + random.nextInt(2 * ITEMS);
            changes.put(
                    id,
                    random.nextInt(5) == 0
                            ? Samples.deletedItem()
                            : Samples.liveItem("Title " + random.nextInt(3), random.nextBoolean()));
        }
        return changes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void changesOneByOneLeadToWhatAllOfThemTogetherLeadTo(int seed) {
        // Given
        var random = new Random(seed);
        Map<String, LiveItem> all = new HashMap<>(Samples.liveItems(0, ITEMS));
        var composition = new Composition(Samples.FACETS);
        composition.hold(Optional.of(catalog()), Optional.of(model()));
        var pointer = new ShadowPointer(model().manifest(), "m0", Samples.AS_OF);
        composition.shadow(Optional.of(new ShadowModel(pointer, model())));
        composition.replaceItems(REACHED, all);
        // When
        for (int step = 0; step < 60; step++) {
            Map<String, LiveItem> changes = changes(random);
            all.putAll(changes);
            composition.changeItems(changes);
        }
        // Then
        assertShows(composition.view(), all);
        assertShows(composition.view().ofShadow().orElseThrow(), all);
        var atOnce = new Composition(Samples.FACETS);
        atOnce.replaceItems(REACHED, all);
        atOnce.hold(Optional.of(catalog()), Optional.of(model()));
        assertShows(atOnce.view(), all);
    }

    @Test
    void anotherModelGetsTheItemsAsTheyAreWithoutALookAtEachOfThem() {
        // Given
        Optional<Catalog> catalog = Optional.of(catalog());
        Map<String, LiveItem> all = new HashMap<>(Samples.liveItems(0, ITEMS));
        var composition = new Composition(Samples.FACETS);
        composition.hold(catalog, Optional.of(model()));
        composition.replaceItems(REACHED, all);
        Map<String, LiveItem> changes = changes(new Random(9));
        all.putAll(changes);
        composition.changeItems(changes);
        Catalog before = composition.view().requireCatalog();
        Optional<Model> another = Optional.of(model());
        // When
        composition.hold(catalog, another);
        // Then
        assertThat(composition.view().requireCatalog()).isSameAs(before);
        assertThat(composition.view().model()).isEqualTo(another);
        assertThat(composition.view().itemsReached()).hasValue(Samples.POSITION);
        assertShows(composition.view(), all);
    }

    private static void assertShows(View view, Map<String, LiveItem> all) {
        Catalog catalog = view.requireCatalog();
        all.forEach((id, item) -> {
            Optional<CatalogEntry> entry = catalog.find(id);
            assertThat(entry.filter(CatalogEntry::available).isPresent())
                    .as(id)
                    .isEqualTo(item.exists() && item.available());
            entry.filter(found -> item.exists())
                    .ifPresent(found -> assertThat(found.title()).isEqualTo(item.title()));
            view.requireModel().place(id).ifPresent(place -> assertShelved(view, place, id, item));
        });
        for (Window window : Window.values()) {
            List<String> popular = new ArrayList<>();
            catalog.popular(window).forEach(entry -> popular.add(entry.id()));
            assertThat(popular).hasSize(catalog.size()).doesNotHaveDuplicates();
            assertThat(popular.subList(0, ITEMS))
                    .isEqualTo(IntStream.range(0, ITEMS)
                            .mapToObj(number -> "i" + number)
                            .toList());
        }
    }

    private static void assertShelved(View view, int place, String id, LiveItem item) {
        boolean isAvailable = view.shelving().isAvailable(place);
        assertThat(isAvailable).as(id).isEqualTo(item.exists() && item.available());
        if (isAvailable) {
            assertThat(view.requireCatalog().entry(view.shelving().place(place)).id())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i0", "i699"})
    void anItemThatIsNotAmongAllLiveItemsHasNoRowAnyMore(String gone) {
        // Given
        Map<String, LiveItem> all = new HashMap<>(Samples.liveItems(0, ITEMS));
        all.remove(gone);
        var composition = new Composition(Samples.FACETS);
        composition.hold(Optional.of(catalog()), Optional.of(model()));
        composition.changeItems(all);
        // When the live items are known to be complete
        composition.reach(REACHED);
        // Then
        assertThat(composition.view().requireCatalog().find(gone).filter(CatalogEntry::available))
                .isEmpty();
    }
}
