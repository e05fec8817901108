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
                    comparison(seed, cluster, source).run();
                    cluster.repeat(comparison(seed, cluster, source));
                    compared++;
                }
            }
        }
        source.settle();
        cluster.settle();
        assertThat(cluster.reached()).as("position of seed %d", seed).contains(source.progress());
        comparison(seed, cluster, source).run();
        return compared;
    }

    private static Comparison comparison(long seed, Cluster cluster, Source source) {
        return new Comparison("seed " + seed, source, cluster.store::user, cluster.store.items()::get);
    }
}
