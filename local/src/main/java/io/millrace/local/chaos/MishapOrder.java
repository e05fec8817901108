package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Mishaps without end, in an order that a seed decides: each once before any comes twice, and those that take minutes
 * after the others, so that whatever time there is, as many as possible have struck.
 */
final class MishapOrder implements Iterator<Mishap> {
    private final List<Mishap> all;
    private final Random random;
    private final List<Mishap> next = new ArrayList<>();

    MishapOrder(List<Mishap> all, long seed) {
        this.all = List.copyOf(all);
        this.random = new Random(seed);
    }

    @Override
    public boolean hasNext() {
        return !all.isEmpty();
    }

    @Override
    public Mishap next() {
        if (next.isEmpty()) {
            List<Mishap> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            shuffled.stream().filter(mishap -> !mishap.takesMinutes()).forEach(next::add);
            shuffled.stream().filter(Mishap::takesMinutes).forEach(next::add);
        }
        return next.remove(0);
    }
}
