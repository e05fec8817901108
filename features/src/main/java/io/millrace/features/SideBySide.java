package io.millrace.features;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs pieces of work two at a time. One thread plans a write while another's tasks run; to write a small table is mostly
 * to plan it, which keeps one core busy at most.
 */
final class SideBySide {
    private static final int THREADS = 2;

    private SideBySide() {}

    /**
     * Gives the results of all pieces.
     *
     * @throws RuntimeException what the first piece that failed threw; the others have ended or are interrupted then
     */
    static <T> Map<String, T> run(Map<String, Callable<T>> pieces) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Map<String, Future<T>> running = new TreeMap<>();
            pieces.forEach((name, piece) -> running.put(name, threads.submit(piece)));
            Map<String, T> results = new TreeMap<>();
            for (Map.Entry<String, Future<T>> piece : running.entrySet()) {
                results.put(piece.getKey(), resultOf(piece.getValue()));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> piece) throws InterruptedException {
        try {
            return piece.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
