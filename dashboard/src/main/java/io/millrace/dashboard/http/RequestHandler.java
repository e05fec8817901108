package io.millrace.dashboard.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds the route of a request, asks the door, and answers what stands against it as a problem. */
final class RequestHandler extends Handler.Abstract {
    /** Nothing of another origin, nothing inline: text that somebody put into a database stays text. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final List<Route> routes;
    private final Door door;

    RequestHandler(List<Route> routes, Door door) {
        this.routes = List.copyOf(routes);
        this.door = door;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Security-Policy", CONTENT_POLICY);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        var visit = new Visit(request, response, callback);
        try {
            Route route = route(visit);
            door.require(route, visit);
            route.action().answer(visit);
        } catch (RuntimeException e) {
            Failures.answer(visit, e);
        }
        return true;
    }

    private Route route(Visit visit) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (route.isAt(visit.path())) {
                if (route.answers(visit.method())) {
                    return route;
                }
                methods.add(route.method());
            }
        }
        if (methods.isEmpty()) {
            throw new ProblemException(ProblemKind.UNKNOWN_PATH, "The page is at /");
        }
        visit.response().getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods));
        throw new ProblemException(ProblemKind.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", methods));
    }
}
