package io.millrace.serving;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.online.UserFeatures.Interaction;
import io.millrace.contracts.online.UserFeatures.Rfm;
import io.millrace.serving.store.Publisher;
import io.millrace.serving.view.FacetNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A small shop whose items 0, 2, 4, ... appeal to one taste and items 1, 3, 5, ... to another. */
public final class Samples {
    public static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");
    public static final Position POSITION = Position.parse("1:0/16B3748");
    public static final FacetNames FACETS = new FacetNames("category", "price");
    public static final int RANK = 8;

    private Samples() {}

    /** A pointer to features that are cut into this many parts. */
    public static FeaturesPointer features(String version, int parts) {
        return new FeaturesPointer(version, POSITION, AS_OF, AS_OF, AS_OF, 3, 0, parts);
    }

    /** Ten clicks on a hundred impressions of one model, and one impression of nobody's. */
    public static ClickThrough clicks() {
        return new ClickThrough(
                AS_OF,
                AS_OF.minus(Duration.ofDays(7)),
                AS_OF,
                List.of(
                        new ClickThrough.Line(Optional.of("m1"), Optional.of("personal"), 100, 10, 0.1, 0.055, 0.174),
                        new ClickThrough.Line(Optional.empty(), Optional.empty(), 1, 0, 0, 0, 0.79)),
                3,
                4);
    }

    /** A manifest for this many items in this many parts. */
    public static ModelManifest manifest(String model, int items, int parts) {
        return new ModelManifest(
                model,
                POSITION,
                AS_OF,
                Optional.of(Duration.ofDays(90)),
                RANK,
                0.05,
                10,
                5,
                42,
                3,
                items,
                parts,
                Map.of("shop__features.interactions", 3L),
                Map.of("ndcg@10", 0.2),
                Map.of("ndcg@10", 0.1),
                AS_OF,
                "test",
                Optional.empty());
    }

    /** Publishes features of these users and of so many items, in one part. */
    public static void publishFeatures(
            Publisher publisher, String version, int items, Map<String, UserFeatures> users) {
        publisher.publish(features(version, 1), List.of(items(0, items)), users);
    }

    /** Publishes a model of so many items, in one part. */
    public static void publishModel(Publisher publisher, String model, int items) {
        publisher.publish(manifest(model, items, 1), List.of(factors(0, items)));
    }

    /** That a model of so many items, in one part, is shadowed. */
    public static ShadowPointer shadow(String model, int items, String beside) {
        return new ShadowPointer(manifest(model, items, 1), beside, AS_OF);
    }

    /** Publishes a model of so many items as the shadow of another one. */
    public static void publishShadow(Publisher publisher, String model, int items, String beside) {
        publisher.publish(shadow(model, items, beside), List.of(factors(0, items)));
    }

    /** Items "i0", "i1", ...: the earlier the more popular; every tenth, from the last of the first ten, is not available. */
    public static List<CatalogItem> items(int from, int to) {
        List<CatalogItem> items = new ArrayList<>();
        for (int number = from; number < to; number++) {
            items.add(new CatalogItem(
                    "i" + number,
                    "Item " + number,
                    number % 10 != 9,
                    Map.of("category", number % 2 == 0 ? "even" : "odd", "price", number + ".50"),
                    10_000 - number,
                    50,
                    1_000 - number,
                    Optional.of(new BigDecimal("9.99"))));
        }
        return items;
    }

    /** Factors that place the items of a taste near each other. */
    public static ItemFactors factors(int from, int to) {
        List<String> ids = new ArrayList<>();
        float[] numbers = new float[(to - from) * RANK];
        for (int number = from; number < to; number++) {
            var random = new Random(number);
            ids.add("i" + number);
            for (int factor = 0; factor < RANK; factor++) {
                boolean strong = factor % 2 == number % 2;
                numbers[(number - from) * RANK + factor] = (strong ? 0.5f : 0) + 0.1f * (float) random.nextGaussian();
            }
        }
        return new ItemFactors(ids, RANK, numbers);
    }

    /** A user with orders who has bought these items. */
    public static UserFeatures user(String... items) {
        List<Interaction> interactions = new ArrayList<>();
        for (String item : items) {
            interactions.add(new Interaction(item, 2.5, 3, AS_OF));
        }
        return new UserFeatures(Optional.of(new Rfm(3, 7, new BigDecimal("812.50"), 5, 4, 4, "Loyal")), interactions);
    }

    /** A user with a row who has bought these items, once each, at the as-of moment. */
    public static LiveUser liveUser(String... items) {
        return new LiveUser(true, ties(items));
    }

    /** A user whose row was deleted. */
    public static LiveUser deletedUser(String... items) {
        return new LiveUser(false, ties(items));
    }

    private static List<LiveUser.Interaction> ties(String... items) {
        return Arrays.stream(items)
                .map(item -> new LiveUser.Interaction(item, 2.5, 1, AS_OF, AS_OF))
                .toList();
    }

    /** The live items that say the same as {@link #items}. */
    public static Map<String, LiveItem> liveItems(int from, int to) {
        Map<String, LiveItem> live = new TreeMap<>();
        items(from, to)
                .forEach(item -> live.put(
                        item.id(), new LiveItem(POSITION, true, item.title(), item.available(), item.attributes())));
        return live;
    }

    /** An item, as it has changed behind {@link #POSITION}. */
    public static LiveItem liveItem(String title, boolean available) {
        return new LiveItem(after(1), true, title, available, Map.of("category", "even"));
    }

    /** An item whose row was deleted. */
    public static LiveItem deletedItem() {
        return new LiveItem(after(1), false, "", false, Map.of());
    }

    /** So much behind {@link #POSITION}. */
    public static Position after(int more) {
        return new Position(POSITION.incarnation(), POSITION.lsn() + more);
    }
}
