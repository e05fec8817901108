package io.millrace.lakehouse;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order, each part even if another one fails to. */
final class Closing implements AutoCloseable {
    /** Something that can be closed without a checked failure. */
    @FunctionalInterface
    interface Part extends AutoCloseable {
        @Override
        void close();
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    void add(Part part) {
        parts.push(part);
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            first = closed(parts.pop(), first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException closed(AutoCloseable part, RuntimeException first) {
        try {
            part.close();
            return first;
        } catch (Exception e) {
            RuntimeException failure = e instanceof RuntimeException plain ? plain : new IllegalStateException(e);
            if (first == null) {
                return failure;
            }
            first.addSuppressed(failure);
            return first;
        }
    }
}
