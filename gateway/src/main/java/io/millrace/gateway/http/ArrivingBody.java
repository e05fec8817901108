package io.millrace.gateway.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;

/** A body on its way, which is given up as soon as it is slower than it may be. */
final class ArrivingBody extends Request.Wrapper {
    /** Between two looks at a body that just keeps up. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final BodyPace pace;
    private final long begun = System.nanoTime();
    private final AtomicLong received = new AtomicLong();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final AtomicReference<Scheduler.Task> look = new AtomicReference<>();

    ArrivingBody(Request request, BodyPace pace) {
        super(request);
        this.pace = pace;
    }

    /** Completes with all of it; with a {@link TimeoutException} if it is too slow, and with Jetty's if it is too large. */
    CompletableFuture<byte[]> read(int maxBytes) {
        Content.Source.asByteArrayAsync(this, maxBytes, Promise.Invocable.toPromise(body));
        look();
        return body.whenComplete((bytes, failure) -> look.get().cancel());
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            received.addAndGet(chunk.remaining());
        }
        return chunk;
    }

    private void look() {
        Duration left = pace.limit(received.get()).minusNanos(System.nanoTime() - begun);
        if (left.isNegative() || left.isZero()) {
            body.completeExceptionally(new TimeoutException());
            return;
        }
        Duration wait = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        Scheduler.Task next = getComponents().getScheduler().schedule(this::look, wait.toNanos(), TimeUnit.NANOSECONDS);
        look.set(next);
        if (body.isDone()) {
            // It came meanwhile, and what it cancelled was the look before.
            next.cancel();
        }
    }
}
