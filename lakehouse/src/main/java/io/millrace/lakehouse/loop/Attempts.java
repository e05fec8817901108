package io.millrace.lakehouse.loop;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Pieces of work of which each is tried again when its turn comes, however it failed, and holds back no other. Spark throws
 * checked exceptions undeclared, so whatever a piece throws is taken; an error is thrown on.
 *
 * @param <K> what tells the pieces apart
 */
public final class Attempts<K> {
    private final Map<K, String> problems = new ConcurrentHashMap<>();

    /**
     * Does a piece of work.
     *
     * @param tell takes what it threw, unless its last failure said the same
     */
    public void attempt(K piece, Runnable work, Consumer<Throwable> tell) {
        Throwable thrown = CompletableFuture.runAsync(work, Runnable::run)
                .handle((nothing, failure) -> failure)
                .join();
        if (thrown == null) {
            problems.remove(piece);
            return;
        }
        Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (failure instanceof Error error) {
            throw error;
        }
        String problem = String.valueOf(failure.getMessage());
        if (!problem.equals(problems.put(piece, problem))) {
            tell.accept(failure);
        }
    }

    /** Whether the last attempt at it failed; safe on any thread. */
    public boolean isFailing(K piece) {
        return problems.containsKey(piece);
    }
}
