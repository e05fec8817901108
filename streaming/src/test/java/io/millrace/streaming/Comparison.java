package io.millrace.streaming;

import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import io.millrace.contracts.online.LiveUser.SourceRow;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Holds what readers see to what the tables say.
 *
 * @param history what is named when they differ
 * @param users the user of an id as readers see it
 * @param items the item of an id as readers see it, or null
 */
record Comparison(String history, Source source, Function<String, LiveUser> users, Function<String, LiveItem> items)
        implements Runnable {
    private static final double ROUNDING = 1e-12;

    @Override
    public void run() {
        var oracle = new Oracle(source);
        LongStream.rangeClosed(1, Source.IDS).mapToObj(String::valueOf).forEach(id -> {
            compareUser(id, oracle.user(id), users.apply(id));
            users.apply(id).interactions().forEach(each -> compareRow(oracle.latest(id, each), each));
            compareItem(id, items.apply(id));
        });
    }

    private void compareUser(String user, LiveUser expected, LiveUser actual) {
        assertThat(actual.exists()).as("%s: user %s exists", history, user).isEqualTo(expected.exists());
        assertThat(withoutStrength(actual))
                .as("%s: interactions of user %s", history, user)
                .isEqualTo(withoutStrength(expected));
        for (int index = 0; index < expected.interactions().size(); index++) {
            double strength = expected.interactions().get(index).strength();
            assertThat(actual.interactions().get(index).strength())
                    .as("%s: strength of user %s", history, user)
                    .isCloseTo(strength, within(strength * ROUNDING));
        }
    }

    private void compareRow(Set<String> expected, Interaction actual) {
        SourceRow row = actual.latest().orElseThrow();
        // What stands before is the pipeline's name, which tests make up.
        assertThat(row.table().replaceFirst("^.*__", "") + " " + row.key())
                .as("%s: latest row of item %s", history, actual.item())
                .isIn(expected);
    }

    private void compareItem(String item, LiveItem actual) {
        var row = source.rows(ShopTables.PRODUCTS).get(Long.parseLong(item));
        assertThat(actual != null && actual.exists())
                .as("%s: item %s exists", history, item)
                .isEqualTo(row != null);
        if (row != null) {
            assertThat(actual.title())
                    .as("%s: title of item %s", history, item)
                    .isEqualTo(row.get("name").isNull() ? item : row.get("name").asText());
            assertThat(actual.available())
                    .as("%s: availability of item %s", history, item)
                    .isEqualTo(row.get("stock").asInt(0) > 0);
            assertThat(actual.attributes().get("category"))
                    .as("%s: category of item %s", history, item)
                    .isEqualTo(row.get("category").textValue());
        }
    }

    private static List<Interaction> withoutStrength(LiveUser user) {
        return user.interactions().stream()
                .map(each -> new Interaction(each.item(), 0, each.count(), each.firstAt(), each.lastAt()))
                .toList();
    }
}
