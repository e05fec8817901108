package io.millrace.serving.http;

import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.live.WantedPosition;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Holds a request that names a position until the live state has reached it, or until waiting is over; without a thread.
 * It decides nothing: whether the position was reached is looked up when the request is answered.
 */
final class PositionWait extends Handler.Wrapper {
    private final RouteTable routes;
    private final ProgressWatch progress;

    PositionWait(RouteTable routes, ProgressWatch progress, Handler handler) {
        super(handler);
        this.routes = routes;
        this.progress = progress;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<WantedPosition> wanted = wanted(request);
        if (wanted.isEmpty()) {
            return super.handle(request, response, callback);
        }
        progress.await(wanted.get())
                .thenRunAsync(
                        () -> Later.handle(getHandler(), request, response, callback),
                        request.getComponents().getExecutor());
        return true;
    }

    private Optional<WantedPosition> wanted(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query == null || !query.contains(ApiRequest.MIN_LSN)) {
            return Optional.empty();
        }
        return routes.find(request).flatMap(match -> wanted(match.route(), match.values(), query));
    }

    private static Optional<WantedPosition> wanted(Route route, Map<String, String> values, String query) {
        try {
            return route.request(values, query).atLeast();
        } catch (ProblemException e) {
            // The request is read again when it is answered, and is refused then.
            return Optional.empty();
        }
    }
}
