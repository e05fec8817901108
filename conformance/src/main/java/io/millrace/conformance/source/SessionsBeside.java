package io.millrace.conformance.source;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sessions that run beside each other: the statements of one of them in their order, on a thread of its own. */
final class SessionsBeside implements AutoCloseable {
    private final Map<String, ExecutorService> threads = new LinkedHashMap<>();
    private final List<Future<?>> running = new ArrayList<>();

    /** A statement of a session. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    void run(String session, Work work) {
        running.add(threads.computeIfAbsent(session, name -> Executors.newSingleThreadExecutor())
                .submit(() -> {
                    work.run();
                    return null;
                }));
    }

    /** Returns when all have ended, or throws what one of them threw. */
    void await() throws SQLException {
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new IllegalStateException("A session ended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while sessions ran beside each other", e);
        }
    }

    /** What still runs ends by itself, or at the limit that a statement has. */
    @Override
    public void close() {
        threads.values().forEach(ExecutorService::shutdown);
    }
}
