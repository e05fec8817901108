package io.millrace.serving.recommend;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.serving.Samples;
import io.millrace.serving.recommend.ShadowState.Requests;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.Model;
import io.millrace.serving.view.Shadow;
import io.millrace.serving.view.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShadowRankingTest {
    private static final int WAITING = 32;
    private static final int MANY = 100;
    private static final int OFTEN = 1000;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    private static Catalog catalog(int items) {
        var catalog = new Catalog.Builder(Samples.FACETS);
        catalog.add(Samples.items(0, items));
        return catalog.build(Samples.features("f1", 1));
    }

    private static Model model(String name, int items) {
        var model = new Model.Builder(Samples.manifest(name, items, 1));
        model.add(Samples.factors(0, items));
        return model.build();
    }

    /** A catalog of ten items and a model of all; the shadow has them where a catalog of so many items has them. */
    private static View view(int itemsOfShadow) {
        View shown = View.of(Optional.of(catalog(10)), Optional.of(model("m1", 10)));
        Model shadow = model("m2", itemsOfShadow);
        View ofOther = View.of(Optional.of(catalog(itemsOfShadow)), Optional.of(shadow));
        var pointer = new ShadowPointer(shadow.manifest(), "m1", Samples.AS_OF);
        return new View(
                shown.catalog(),
                shown.model(),
                shown.shelving(),
                shown.items(),
                Optional.of(new Shadow(pointer, shadow, ofOther.shelving())));
    }

    private static Answered answer(View view) {
        SeenUser seen = SeenUser.of(new Users.Found(Samples.features("f1", 1), Samples.user("i0")));
        var wish = new Wish(3, 1, Set.of(), false, ItemFilter.NONE, OptionalInt.empty(), 0);
        return new Answered("a", Samples.AS_OF, view, seen, wish, Theme.SOMEBODY, List.of(), Map.of());
    }

    private static Requests requests(ShadowRanking ranking) {
        return ranking.state().orElseThrow().requests();
    }

    @Test
    void whatComesWhileEnoughIsWaitingIsPassedOver() {
        // Given a thread that does not rank before it is told to
        View view = view(10);
        var ranks = new CountDownLatch(1);
        var waits = new CountDownLatch(1);
        var ranking = new ShadowRanking(
                () -> {
                    if (Thread.currentThread().getName().equals("shadow-ranking")) {
                        waits.countDown();
                        await(ranks);
                    }
                    return view;
                },
                store,
                OFTEN,
                metrics);
        try (ranking) {
            // When
            ranking.offer(answer(view));
            await(waits);
            for (int request = 1; request < MANY; request++) {
                ranking.offer(answer(view));
            }
            // Then
            int passedOver = MANY - 1 - WAITING;
            assertThat(requests(ranking)).isEqualTo(new Requests(0, 0, 0, passedOver));
            ranks.countDown();
            Awaitility.await().until(() -> requests(ranking).ranked() == 1 + WAITING);
            assertThat(metrics.get("millrace.serving.shadow.requests")
                            .tag("outcome", "passed_over")
                            .functionCounter()
                            .count())
                    .isEqualTo(passedOver);
            assertThat(ranking.state().orElseThrow().overlapAt10()).hasValue(1.0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aShadowThatFailsIsCountedAndTheNextRequestIsRanked() {
        View broken = view(30);
        try (var ranking = new ShadowRanking(() -> broken, store, OFTEN, metrics)) {
            ranking.offer(answer(broken));
            ranking.offer(answer(broken));

            Awaitility.await().until(() -> requests(ranking).failed() == 2);

            assertThat(requests(ranking)).isEqualTo(new Requests(0, 2, 0, 0));
        }
    }
}
