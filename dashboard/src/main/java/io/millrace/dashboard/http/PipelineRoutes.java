package io.millrace.dashboard.http;

import io.millrace.dashboard.pipeline.PipelineReading;
import io.millrace.dashboard.stream.EventHub;
import io.millrace.dashboard.stream.SharedView;
import io.millrace.dashboard.stream.StreamSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;

/** The pipeline once, and as a stream with all else that moves. */
record PipelineRoutes(SharedView<PipelineReading> view, EventHub hub) {
    List<Route> all() {
        return List.of(
                Route.viewed("/v1/pipeline", visit -> Failures.answerLater(visit, view.read())),
                Route.viewed("/v1/stream", this::stream));
    }

    private void stream(Visit visit) {
        visit.response().setStatus(200);
        visit.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        visit.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!hub.join(new VisitSink(visit), lastSeen(visit))) {
            throw new ProblemException(ProblemKind.OVERLOADED, "Come back after the time in Retry-After");
        }
    }

    private static Optional<String> lastSeen(Visit visit) {
        return Optional.ofNullable(visit.request().getHeaders().get("Last-Event-ID"));
    }

    /** Writes to the connection of a visit, without a thread that waits. */
    private record VisitSink(Visit visit) implements StreamSink {
        @Override
        public void write(ByteBuffer bytes, Written written) {
            visit.response().write(false, bytes, Callback.from(written::done, failure -> {
                written.failed();
                visit.callback().failed(failure);
            }));
        }

        @Override
        public void end() {
            visit.callback().succeeded();
        }
    }
}
