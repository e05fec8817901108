package io.millrace.ml.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Numbers that stand for ids, from 0, in the order in which the ids were first met. */
public final class Ids {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The id's number; a new one if the id is new. */
    int learn(String id) {
        Integer known = numbers.putIfAbsent(id, names.size());
        if (known != null) {
            return known;
        }
        names.add(id);
        return names.size() - 1;
    }

    /** The id's number, if it has one. */
    public OptionalInt find(String id) {
        Integer number = numbers.get(id);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    public int size() {
        return names.size();
    }

    /**
     * For each number the place of its id among all ids in alphabetical order, and from now on the number of that id.
     */
    int[] sort() {
        int[] order = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[order.length];
        List<String> sorted = new ArrayList<>(order.length);
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
            sorted.add(names.get(order[place]));
        }
        names.clear();
        names.addAll(sorted);
        numbers.replaceAll((id, number) -> places[number]);
        return places;
    }
}
