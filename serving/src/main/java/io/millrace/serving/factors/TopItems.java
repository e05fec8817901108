package io.millrace.serving.factors;

import java.util.function.IntPredicate;

/** The best items seen so far, as many as asked for: a heap whose root is the worst of them. */
public final class TopItems {
    private final int[] items;
    private final float[] scores;
    private int size;

    /** Room for so many items. */
    public TopItems(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The best " + limit + " items are no items");
        }
        this.items = new int[limit];
        this.scores = new float[limit];
    }

    /** Only a higher score gets in. */
    public float threshold() {
        return size < items.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /**
     * Adds those of a stretch of neighbours that are among the best.
     *
     * @param mayBeAdded asked only about items whose score is high enough
     */
    public void take(int first, int count, float[] stretch, IntPredicate mayBeAdded) {
        for (int index = 0; index < count; index++) {
            if (stretch[index] > threshold() && mayBeAdded.test(first + index)) {
                add(first + index, stretch[index]);
            }
        }
    }

    /** Adds an item whose score is above the threshold; items must come in ascending order. */
    public void add(int item, float score) {
        if (size < items.length) {
            items[size] = item;
            scores[size] = score;
            size++;
            siftUp(size - 1);
        } else {
            items[0] = item;
            scores[0] = score;
            siftDown(size);
        }
    }

    private void siftUp(int start) {
        int child = start;
        while (child > 0) {
            int parent = (child - 1) / 2;
            if (!isWorse(child, parent)) {
                return;
            }
            swap(child, parent);
            child = parent;
        }
    }

    private void siftDown(int end) {
        int parent = 0;
        while (true) {
            int child = 2 * parent + 1;
            if (child >= end) {
                return;
            }
            if (child + 1 < end && isWorse(child + 1, child)) {
                child++;
            }
            if (!isWorse(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    // Of equal scores the later item is the worse one.
    private boolean isWorse(int left, int right) {
        return scores[left] < scores[right] || scores[left] == scores[right] && items[left] > items[right];
    }

    private void swap(int left, int right) {
        int item = items[left];
        items[left] = items[right];
        items[right] = item;
        float score = scores[left];
        scores[left] = scores[right];
        scores[right] = score;
    }

    /** An item and its score. */
    public record Scored(int item, float score) {}

    /** The items, best first; the heap is empty afterwards. */
    public java.util.List<Scored> drain() {
        var best = new Scored[size];
        while (size > 0) {
            size--;
            best[size] = new Scored(items[0], scores[0]);
            swap(0, size);
            siftDown(size);
        }
        return java.util.List.of(best);
    }
}
