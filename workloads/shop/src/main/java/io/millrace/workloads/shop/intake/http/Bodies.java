package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** Reads bodies without holding a thread, up to a size and within a time, as one JSON object in which no key is twice. */
record Bodies(int maxBytes, Duration patience) {
    /** So many times the size of a body that is read are read to be thrown away. */
    private static final int MOST_DISCARDED = 4;

    private static final ObjectReader TREES = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /**
     * Does nothing where a request says that its body is not too large, or does not say how large it is.
     *
     * @throws ProblemException otherwise
     */
    void requireRoom(Request request) {
        if (request.getLength() > maxBytes) {
            throw tooLarge();
        }
    }

    /** Completes with the body, or with a {@link ProblemException}. */
    CompletableFuture<byte[]> read(Request request) {
        var body = new CompletableFuture<byte[]>();
        Content.Source.asByteArrayAsync(request, maxBytes, Promise.Invocable.toPromise(body));
        return body.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            throw problem(failure instanceof CompletionException ? failure.getCause() : failure);
        });
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
        return done.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The object that a body holds; no body is an empty one.
     *
     * @throws ProblemException if it holds anything else
     */
    static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            return Json.mapper().createObjectNode();
        }
        try {
            JsonNode tree = TREES.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw refused("The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw refused("The body is not JSON in UTF-8: " + e.getMessage());
        }
        throw refused("The body must be one JSON object");
    }

    private ProblemException problem(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return ProblemException.of(
                    ProblemKind.BODY_TOO_SLOW, "The body must arrive within %d ms".formatted(patience.toMillis()));
        }
        // Jetty says it in both ways, depending on whether the size was known.
        if (failure instanceof IllegalStateException
                || failure instanceof HttpException known && known.getCode() == ProblemKind.BODY_TOO_LARGE.status()) {
            return tooLarge();
        }
        return refused("The body did not arrive: " + failure.getMessage());
    }

    private ProblemException tooLarge() {
        return ProblemException.of(ProblemKind.BODY_TOO_LARGE, "A body may have %d bytes".formatted(maxBytes));
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ProblemKind.INVALID_REQUEST, detail);
    }
}
