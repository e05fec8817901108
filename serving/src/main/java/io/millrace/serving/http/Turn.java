package io.millrace.serving.http;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * A request that gives its turn to the next one when its answer is made. The queue itself waits until the client has taken
 * the answer, so that a few who do not read would keep everybody else out.
 */
final class Turn extends Request.Wrapper {
    /** What the queue hears when the turn is over; nothing while the request waits for its turn. */
    private final AtomicReference<HttpStream> taken = new AtomicReference<>();

    Turn(Request request) {
        super(request);
        // Also where no answer was made.
        Request.addCompletionListener(request, failure -> end());
    }

    /** Tells the queue that the next one may come; nothing where the request needed no turn. */
    static void end(Request request) {
        Turn turn = Request.as(request, Turn.class);
        if (turn != null) {
            turn.end();
        }
    }

    private void end() {
        HttpStream queue = taken.getAndSet(null);
        if (queue != null) {
            queue.succeeded();
        }
    }

    /** The queue is the only one behind this that wants to know when the request is over. */
    @Override
    public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
        taken.set(wrapper.apply(new OnlyTheEnd()));
    }

    private static final class OnlyTheEnd extends HttpStream.Wrapper {
        OnlyTheEnd() {
            super(null);
        }

        @Override
        public void succeeded() {
            // The answer is still on its way.
        }
    }
}
