package io.millrace.streaming;

import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveStatePropertyTest {
    private static final int HISTORIES = Integer.getInteger("millrace.histories", 150);
    private static final int STEPS = 60;
    private static final long FIRST_SEED = Long.getLong("millrace.seed", 1);

    @Test
    void whateverHappensTheStoreEndsAsTheTablesSay() {
        int comparedOnTheWay = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            comparedOnTheWay += history(seed);
        }
        assertThat(comparedOnTheWay).isGreaterThan(HISTORIES / 2);
    }

    private static int history(long seed) {
        var random = new Random(seed);
        var cluster = new Cluster(random);
        var source = new Source(random, cluster);
        source.loadAll();
        int compared = 0;
        for (int step = 0; step < STEPS; step++) {
            source.step();
            cluster.run(random.nextInt(30));
            if (random.nextInt(15) == 0) {
                if (random.nextBoolean()) {
                    source.settle();
                } else {
                    source.publishProgress();
                }
                cluster.settle();
                if (cluster.reached().filter(source.progress()::equals).isPresent()) {
                    compareAll(seed, cluster, source);
                    cluster.repeat(users(seed, cluster, source), figures(seed, cluster, source));
                    topics(seed, cluster, source).run();
                    compared++;
                }
            }
        }
        source.settle();
        cluster.settle();
        assertThat(cluster.reached()).as("position of seed %d", seed).contains(source.progress());
        compareAll(seed, cluster, source);
        return compared;
    }

    private static Runnable users(long seed, Cluster cluster, Source source) {
        return new Comparison("seed " + seed, source, cluster.store::user, cluster.store.items()::get);
    }

    private static Runnable figures(long seed, Cluster cluster, Source source) {
        return new FigureComparison(
                "seed " + seed,
                new FigureOracle(source, FigurePart.KEPT),
                cluster.figureStore.points(),
                cluster.figureStore.alerts());
    }

    private static Runnable topics(long seed, Cluster cluster, Source source) {
        return new FigureComparison(
                "topics of seed " + seed,
                new FigureOracle(source, FigurePart.KEPT),
                cluster.toldPoints(),
                cluster.toldAlerts());
    }

    private static void compareAll(long seed, Cluster cluster, Source source) {
        users(seed, cluster, source).run();
        figures(seed, cluster, source).run();
        topics(seed, cluster, source).run();
    }
}
