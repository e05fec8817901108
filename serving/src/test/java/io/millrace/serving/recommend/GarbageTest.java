package io.millrace.serving.recommend;

import com.sun.management.ThreadMXBean;
import io.millrace.serving.Samples;
import io.millrace.serving.recommend.ItemFilter.Choice;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.View;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a list leaves to collect does not depend on how many items there are to choose from. */
class GarbageTest {
    private static final int FEW = 1_000;
    private static final int MANY = 8_000;
    private static final int RUNS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final View SMALL = view(FEW);
    private static final View LARGE = view(MANY);

    private static View view(int items) {
        var catalog = new Catalog.Builder(Samples.FACETS);
        catalog.add(Samples.items(0, items));
        var model = new Model.Builder(Samples.manifest("m1", items, 1));
        model.add(Samples.factors(0, items));
        return View.of(Optional.of(catalog.build(Samples.features("f1", 1))), Optional.of(model.build()));
    }

    private static Wish wish(ItemFilter filter, OptionalInt mostPerCategory) {
        return new Wish(10, 0, Set.of("i4"), false, filter, mostPerCategory, 0);
    }

    static List<Wish> wishes() {
        // Of the last two, nothing passes: every path is gone through to its end.
        return List.of(
                wish(ItemFilter.NONE, OptionalInt.empty()),
                wish(ItemFilter.NONE, OptionalInt.of(3)),
                wish(new ItemFilter(Set.of(), Set.of("odd"), new PriceRange(5, 100), List.of()), OptionalInt.of(6)),
                wish(new ItemFilter(Set.of(), Set.of("none"), PriceRange.ANY, List.of()), OptionalInt.empty()),
                wish(
                        new ItemFilter(
                                Set.of(), Set.of(), PriceRange.ANY, List.of(new Choice("category", Set.of("none")))),
                        OptionalInt.of(2)));
    }

    private static SeenUser buyer() {
        return SeenUser.of(new Users.Found(Samples.features("f1", 1), Samples.user("i0", "i2")));
    }

    private static long garbage(Runnable work) {
        work.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int run = 0; run < RUNS; run++) {
            work.run();
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / RUNS;
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void ofAUser(Wish wish) {
        SeenUser buyer = buyer();
        long small = garbage(() -> new Chain(SMALL).fill(new Draft(wish, buyer.items()), buyer));
        long large = garbage(() -> new Chain(LARGE).fill(new Draft(wish, buyer.items()), buyer));
        assertThat(large - small).isLessThan(MANY - FEW);
    }

    @Test
    void ofSimilarItems() {
        Wish wish = wish(ItemFilter.NONE, OptionalInt.of(1));
        long small = garbage(() -> new Chain(SMALL)
                .fill(new Draft(wish, Set.of()), SMALL.requireCatalog().entry(0)));
        long large = garbage(() -> new Chain(LARGE)
                .fill(new Draft(wish, Set.of()), LARGE.requireCatalog().entry(0)));
        assertThat(large - small).isLessThan(MANY - FEW);
    }
}
