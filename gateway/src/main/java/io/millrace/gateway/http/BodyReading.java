package io.millrace.gateway.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Reads bodies without holding a thread, up to a size and no slower than they may be. */
final class BodyReading {
    /** So many times the size of a body that is read are read to be thrown away. */
    private static final int MOST_DISCARDED = 4;

    private final int maxBytes;
    private final BodyPace pace;

    BodyReading(int maxBytes, BodyPace pace) {
        this.maxBytes = maxBytes;
        this.pace = pace;
    }

    /**
     * How many bytes a request may take: what it says, and as many as any where it does not say.
     *
     * @throws ProblemException if it says too many
     */
    int room(Request request) {
        long said = request.getLength();
        if (said > maxBytes) {
            throw tooLarge();
        }
        return said < 0 ? maxBytes : (int) said;
    }

    /**
     * Reads a body to throw it away, for a client that is still sending when the connection ends does not see the answer.
     * Completes in any case, at once where the body is much too large.
     */
    CompletableFuture<Void> discarded(Request request) {
        var done = new CompletableFuture<Void>();
        if (request.getLength() > (long) MOST_DISCARDED * maxBytes) {
            done.complete(null);
        } else {
            Content.Source.consumeAll(
                    request, Callback.from(() -> done.complete(null), failure -> done.complete(null)));
        }
        return done.completeOnTimeout(null, pace.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes with the body, or with a {@link ProblemException}. */
    CompletableFuture<byte[]> read(Request request) {
        return new ArrivingBody(request, pace).read(maxBytes).exceptionally(failure -> {
            throw problem(failure instanceof CompletionException ? failure.getCause() : failure);
        });
    }

    private ProblemException problem(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return ProblemException.of(
                    ProblemKind.BODY_TOO_SLOW,
                    "The body must arrive within %d ms, and after %d ms at %d bytes a second at least"
                            .formatted(pace.patience().toMillis(), pace.grace().toMillis(), pace.leastRate()));
        }
        // Jetty says it in both ways, depending on whether the size was known.
        if (failure instanceof IllegalStateException
                || failure instanceof HttpException known && known.getCode() == ProblemKind.BODY_TOO_LARGE.status()) {
            return tooLarge();
        }
        return ProblemException.of(ProblemKind.INVALID_REQUEST, "The body did not arrive: " + failure.getMessage());
    }

    private ProblemException tooLarge() {
        return ProblemException.of(
                ProblemKind.BODY_TOO_LARGE, "A body may have %d bytes; send smaller batches".formatted(maxBytes));
    }
}
