package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The products of a generated shop: all titles differ, and popularity falls with rank as Zipf found. */
record Catalogue(List<CatalogueItem> items) {
    private static final List<String> FINISHES = List.of(
            "Slate", "Ivory", "Forest Green", "Navy", "Terracotta", "Charcoal", "Mustard", "Blush", "Sand", "Teal");
    private static final int[] ENDINGS = {0, 50, 95, 99};
    private static final int RANKS_OF_EQUALS = 5;
    private static final double SKEW = 0.7;

    Catalogue {
        items = List.copyOf(items);
    }

    static Catalogue of(ShopPlan plan) {
        var dice = new Dice(plan.seed(), "catalogue");
        List<Title> titles = titles(plan.products(), dice);
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 0; rank < titles.size(); rank++) {
            ranks.add(rank);
        }
        dice.shuffle(ranks);
        List<CatalogueItem> items = new ArrayList<>(titles.size());
        for (int i = 0; i < titles.size(); i++) {
            Title title = titles.get(i);
            items.add(new CatalogueItem(
                    product(i + 1, title, dice), title.category(), title.style(), popularity(ranks.get(i))));
        }
        return new Catalogue(items);
    }

    private record Title(Category category, Style style, String text) {}

    private static List<Title> titles(int count, Dice dice) {
        Category[] categories = Category.values();
        List<Title> titles = new ArrayList<>(count);
        for (int c = 0; c < categories.length; c++) {
            int share = count / categories.length + (c < count % categories.length ? 1 : 0);
            titles.addAll(titles(categories[c], share, dice));
        }
        dice.shuffle(titles);
        return titles;
    }

    private static List<Title> titles(Category category, int count, Dice dice) {
        List<Title> titles = new ArrayList<>(count);
        for (int edition = 0; titles.size() < count; edition++) {
            List<Title> plain = new ArrayList<>();
            for (int m = 0; m < category.materials().size(); m++) {
                for (String noun : category.nouns()) {
                    String text = category.materials().get(m) + " " + noun + suffix(edition);
                    plain.add(new Title(category, Style.values()[m % Style.values().length], text));
                }
            }
            dice.shuffle(plain);
            titles.addAll(plain.subList(0, Math.min(plain.size(), count - titles.size())));
        }
        return titles;
    }

    private static String suffix(int edition) {
        if (edition == 0) {
            return "";
        }
        int round = (edition - 1) / FINISHES.size();
        String finish = " in " + FINISHES.get((edition - 1) % FINISHES.size());
        return round == 0 ? finish : finish + " No. " + (round + 1);
    }

    private static Product product(int id, Title title, Dice dice) {
        int stock = dice.hits(0.02) ? 0 : 20 + dice.below(480);
        return new Product(
                id,
                title.text(),
                price(title.category().sales(), dice),
                title.category().title(),
                stock);
    }

    private static BigDecimal price(Category.Sales sales, Dice dice) {
        double ratio = (double) sales.highestCents() / sales.lowestCents();
        // The sum of two throws: most prices lie in the middle of the scale, which is one of ratios.
        double place = (dice.fraction() + dice.fraction()) / 2;
        long units = (long) (sales.lowestCents() * StrictMath.pow(ratio, place)) / 100;
        return BigDecimal.valueOf(units * 100 + ENDINGS[dice.below(ENDINGS.length)], 2);
    }

    private static double popularity(int rank) {
        return StrictMath.pow(rank + RANKS_OF_EQUALS, -SKEW);
    }
}
