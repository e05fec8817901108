package io.millrace.dashboard.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One kind of document, which is told when it says something else than before.
 *
 * @param <T> what is read
 */
public final class Told<T> {
    private final String kind;
    private final Duration poll;
    private final Supplier<CompletableFuture<T>> view;
    private final Function<T, Object> state;
    private Object last;

    /**
     * A document of which nothing was told yet.
     *
     * @param poll time between two looks
     * @param state what of it is news
     */
    public Told(String kind, Duration poll, Supplier<CompletableFuture<T>> view, Function<T, Object> state) {
        this.kind = kind;
        this.poll = poll;
        this.view = view;
        this.state = state;
    }

    Duration poll() {
        return poll;
    }

    /** Tells it again, whatever was told before. */
    synchronized void again(EventHub hub) {
        last = null;
        look(hub);
    }

    /** Looks, if there are readers, and tells what is news. */
    synchronized void look(EventHub hub) {
        if (hub.readers() == 0) {
            last = null;
            return;
        }
        T reading = view.get().join();
        Object now = state.apply(reading);
        if (!now.equals(last)) {
            last = now;
            hub.publish(kind, text(reading));
        }
    }

    private static String text(Object reading) {
        try {
            return Json.mapper().writeValueAsString(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reading can be written", e);
        }
    }
}
