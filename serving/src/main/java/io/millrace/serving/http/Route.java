package io.millrace.serving.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** A path that answers GET. */
final class Route {
    private final UriTemplatePathSpec path;
    private final Set<String> parameters;
    private final Endpoint endpoint;

    /** What a route does. */
    @FunctionalInterface
    interface Endpoint {
        ApiAnswer answer(ApiRequest request);
    }

    /**
     * A route.
     *
     * @param template such as {@code /v1/users/{id}/features}
     * @param parameters that its query may have
     */
    Route(String template, Set<String> parameters, Endpoint endpoint) {
        this.path = new UriTemplatePathSpec(template);
        this.parameters = parameters;
        this.endpoint = endpoint;
    }

    String template() {
        return path.getDeclaration();
    }

    /** The values in a path, as they were sent; nothing if the path is another one's. */
    Optional<Map<String, String>> match(String rawPath) {
        return Optional.ofNullable(path.getPathParams(rawPath));
    }

    /** Reads and checks a request for this route. */
    ApiRequest request(Map<String, String> rawPath, String rawQuery) {
        return ApiRequest.of(rawPath, rawQuery, parameters);
    }

    ApiAnswer answer(ApiRequest request) {
        return endpoint.answer(request);
    }
}
