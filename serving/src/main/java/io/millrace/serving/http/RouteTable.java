package io.millrace.serving.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;

/** Finds the route of a request. */
record RouteTable(List<Route> routes) {

    /** A route, and the values in the path as they were sent. */
    record Match(Route route, Map<String, String> values) {}

    /** The path of a request, as it was sent. */
    static String path(Request request) {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    /** The route that answers a request; nothing where none does. */
    Optional<Match> find(Request request) {
        String path = path(request);
        for (Route route : routes) {
            if (route.answers(request.getMethod())) {
                Optional<Map<String, String>> values = route.match(path);
                if (values.isPresent()) {
                    return Optional.of(new Match(route, values.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The methods that are answered at a path; none where nothing is there. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        routes.stream()
                .filter(route -> route.match(path).isPresent())
                .forEach(route -> methods.addAll(route.methods()));
        return methods;
    }
}
