package io.millrace.serving.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Reads the body of a request before it takes a turn or a thread. One that is too large, or that has not come as a whole
 * after some time, is refused.
 */
final class BodyReading extends Handler.Wrapper {
    /** The most bytes of a body; so many ids of any usual length as a request may name need less. */
    static final int LARGEST = 64 * 1024;

    /** Of a body that is too large as it says itself, so much is read to be thrown away. */
    private static final int MOST_DISCARDED = 16 * LARGEST;

    private static final String BODY = "millrace.body";
    private static final byte[] NOTHING = {};

    private final RouteTable routes;
    private final int most;
    private final Duration patience;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Reads bodies, then hands on.
     *
     * @param most how many at a time; one more is told to come back later
     * @param patience how long a body may take in all, also one that never pauses
     */
    BodyReading(RouteTable routes, int most, Duration patience, Handler handler) {
        super(handler);
        this.routes = routes;
        this.most = most;
        this.patience = patience;
    }

    /** The body of a request; empty where it has none, or none was expected. */
    static byte[] bodyOf(Request request) {
        return request.getAttribute(BODY) instanceof byte[] body ? body : NOTHING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod()) || routes.find(request).isEmpty()) {
            return super.handle(request, response, callback);
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        read(request)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (body, failure) -> {
                            count.decrementAndGet();
                            if (failure == null) {
                                request.setAttribute(BODY, body);
                                Later.handle(getHandler(), request, response, callback);
                            } else {
                                // What is still to come of the body is not read any more.
                                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
                                Response.writeError(request, response, callback, status(failure), null, failure);
                            }
                        },
                        request.getComponents().getExecutor());
        return true;
    }

    private static CompletableFuture<byte[]> read(Request request) {
        var body = new CompletableFuture<byte[]>();
        if (request.getLength() > LARGEST) {
            refuse(request, body);
        } else {
            Content.Source.asByteArrayAsync(request, LARGEST, Promise.Invocable.toPromise(body));
        }
        return body;
    }

    /** A client that is still sending when the connection ends does not see the answer, so it may end first. */
    private static void refuse(Request request, CompletableFuture<byte[]> body) {
        var refusal = new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413);
        if (request.getLength() > MOST_DISCARDED) {
            body.completeExceptionally(refusal);
        } else {
            Content.Source.consumeAll(
                    request, Callback.from(() -> body.completeExceptionally(refusal), body::completeExceptionally));
        }
    }

    private static int status(Throwable failure) {
        if (failure instanceof HttpException known) {
            return known.getCode();
        }
        if (failure instanceof TimeoutException) {
            return HttpStatus.REQUEST_TIMEOUT_408;
        }
        return failure instanceof IllegalStateException ? HttpStatus.PAYLOAD_TOO_LARGE_413 : HttpStatus.BAD_REQUEST_400;
    }
}
