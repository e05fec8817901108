package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.database.Product;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The products behind the stock codes of the order lines. Codes are strings, and the shop has no column for them:
 * product ids number the codes in the order of their first appearance in the file, so the same file always gives the
 * same ids.
 *
 * <p>A product is called what its code is called most often, and costs what it most often cost (of equals, the first in
 * alphabet, the lowest). The file knows no stock: each product starts with {@value #STOCK} pieces.
 */
final class RetailCatalogue {
    static final int STOCK = 1_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(int id, Map<String, Integer> descriptions, Map<BigDecimal, Integer> prices) {}

    RetailCatalogue(List<RetailLine> lines) {
        for (RetailLine line : lines) {
            if (!line.isCancellation()) {
                Entry entry = entries.computeIfAbsent(
                        line.stockCode(), code -> new Entry(entries.size() + 1, new HashMap<>(), new HashMap<>()));
                entry.descriptions().merge(readable(line.description()), 1, Integer::sum);
                entry.prices().merge(line.price(), 1, Integer::sum);
            }
        }
    }

    boolean has(String stockCode) {
        return entries.containsKey(stockCode);
    }

    int idOf(String stockCode) {
        return entries.get(stockCode).id();
    }

    /** How many codes go by more than one description. */
    long codesWithSeveralDescriptions() {
        return entries.values().stream()
                .filter(entry -> entry.descriptions().size() > 1)
                .count();
    }

    List<Product> products() {
        return entries.values().stream()
                .map(entry -> {
                    String name = mostFrequent(entry.descriptions());
                    BigDecimal price = mostFrequent(entry.prices());
                    return new Product(
                            entry.id(), name, price, RetailCategory.of(name).title(), STOCK);
                })
                .toList();
    }

    /** Runs of blanks are typing errors. */
    private static String readable(String description) {
        return description.replaceAll("\\s+", " ");
    }

    private static <T extends Comparable<T>> T mostFrequent(Map<T, Integer> counts) {
        Comparator<Map.Entry<T, Integer>> byCount = Map.Entry.comparingByValue();
        return counts.entrySet().stream()
                .min(byCount.reversed().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }
}
