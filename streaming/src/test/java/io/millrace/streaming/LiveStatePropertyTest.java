package io.millrace.streaming;

import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LiveStatePropertyTest {
    private static final int HISTORIES = Integer.getInteger("millrace.histories", 300);
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
                    compare(seed, cluster.store, source);
                    compared++;
                }
            }
        }
        source.settle();
        cluster.settle();
        assertThat(cluster.reached()).as("position of seed %d", seed).contains(source.progress());
        compare(seed, cluster.store, source);
        return compared;
    }

    private static void compare(long seed, MemoryStore store, Source source) {
        var oracle = new Oracle(source);
        for (String user : names(source)) {
            LiveUser expected = oracle.user(user);
            LiveUser actual = store.user(user);
            assertThat(actual.exists())
                    .as("user %s of seed %d exists", user, seed)
                    .isEqualTo(expected.exists());
            assertThat(withoutStrength(actual))
                    .as("interactions of user %s of seed %d", user, seed)
                    .isEqualTo(withoutStrength(expected));
            for (int index = 0; index < expected.interactions().size(); index++) {
                double strength = expected.interactions().get(index).strength();
                assertThat(actual.interactions().get(index).strength())
                        .as("strength of user %s of seed %d", user, seed)
                        .isCloseTo(strength, within(strength * 1e-12));
            }
        }
        for (String item : names(source)) {
            var row = source.rows(ShopTables.PRODUCTS).get(Long.parseLong(item));
            LiveItem actual = store.items().get(item);
            assertThat(actual != null && actual.exists())
                    .as("item %s of seed %d exists", item, seed)
                    .isEqualTo(row != null);
            if (row != null) {
                assertThat(actual.title())
                        .as("title of item %s of seed %d", item, seed)
                        .isEqualTo(
                                row.get("name").isNull()
                                        ? item
                                        : row.get("name").asText());
                assertThat(actual.available())
                        .as("availability of item %s of seed %d", item, seed)
                        .isEqualTo(row.get("stock").asInt(0) > 0);
                assertThat(actual.attributes().get("category"))
                        .as("category of item %s of seed %d", item, seed)
                        .isEqualTo(row.get("category").textValue());
            }
        }
    }

    private static List<Interaction> withoutStrength(LiveUser user) {
        return user.interactions().stream()
                .map(each -> new Interaction(each.item(), 0, each.count(), each.firstAt(), each.lastAt()))
                .toList();
    }

    private static List<String> names(Source source) {
        return LongStream.rangeClosed(1, 6).mapToObj(String::valueOf).toList();
    }
}
