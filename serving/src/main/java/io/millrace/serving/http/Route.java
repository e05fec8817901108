package io.millrace.serving.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** A path that answers one method: GET (and HEAD), or POST with a JSON object. */
final class Route {
    private static final Set<String> READING = Set.of(HttpMethod.GET.asString(), HttpMethod.HEAD.asString());
    private static final Set<String> WRITING = Set.of(HttpMethod.POST.asString());

    private final UriTemplatePathSpec path;
    private final Set<String> parameters;
    private final Optional<BodyForm> form;
    private final Endpoint endpoint;

    /** What a route does. */
    @FunctionalInterface
    interface Endpoint {
        ApiAnswer answer(ApiRequest request);
    }

    /**
     * What the object in a body may have.
     *
     * @param field that the path itself needs
     * @param parameters that it may have beside, as a query has them elsewhere
     */
    record BodyForm(String field, Set<String> parameters) {}

    private Route(String template, Set<String> parameters, Optional<BodyForm> form, Endpoint endpoint) {
        this.path = new UriTemplatePathSpec(template);
        this.parameters = parameters;
        this.form = form;
        this.endpoint = endpoint;
    }

    /**
     * A path that answers GET.
     *
     * @param template such as {@code /v1/users/{id}/features}
     * @param parameters that its query may have
     */
    static Route get(String template, Set<String> parameters, Endpoint endpoint) {
        return new Route(template, parameters, Optional.empty(), endpoint);
    }

    /**
     * A path that answers POST.
     *
     * @param parameters that its query may have
     */
    static Route post(String template, Set<String> parameters, BodyForm form, Endpoint endpoint) {
        return new Route(template, parameters, Optional.of(form), endpoint);
    }

    String template() {
        return path.getDeclaration();
    }

    /** Whether a request of this method is for this route, if the path is. */
    boolean answers(String method) {
        return methods().contains(method);
    }

    /** The methods that it answers. */
    Set<String> methods() {
        return hasBody() ? WRITING : READING;
    }

    /** Whether its requests have a body. */
    boolean hasBody() {
        return form.isPresent();
    }

    /** The values in a path, as they were sent; nothing if the path is another one's. */
    Optional<Map<String, String>> match(String rawPath) {
        return Optional.ofNullable(path.getPathParams(rawPath));
    }

    /** Reads and checks a request for this route, without its body. */
    ApiRequest request(Map<String, String> rawPath, String rawQuery) {
        return ApiRequest.of(rawPath, rawQuery, parameters);
    }

    /** What a request is answered. */
    ApiAnswer answer(ApiRequest request, byte[] body) {
        return endpoint.answer(form.map(expected -> request.with(RequestBody.parse(body, expected), expected))
                .orElse(request));
    }
}
