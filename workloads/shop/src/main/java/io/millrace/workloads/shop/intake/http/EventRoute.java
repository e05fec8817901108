package io.millrace.workloads.shop.intake.http;

import io.millrace.workloads.shop.intake.event.ProductChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Which method on which path asks for what. */
final class EventRoute {
    static final String ORDERS = "/v1/orders";
    static final String PRODUCTS = "/v1/products";

    private static final Pattern PRODUCT = Pattern.compile(PRODUCTS + "/([^/]+)");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    private EventRoute() {}

    /**
     * The form of what a request asks for.
     *
     * @throws ProblemException if there is nothing at its path, or not with this method
     */
    static EventForm form(Request request, Response response) {
        Map<String, EventForm> methods = methods(request.getHttpURI().getCanonicalPath());
        EventForm form = methods.get(request.getMethod());
        if (form == null) {
            String allowed = String.join(", ", methods.keySet());
            response.getHeaders().put(HttpHeader.ALLOW, allowed);
            throw ProblemException.of(
                    ProblemKind.METHOD_NOT_ALLOWED, "The methods of this path: %s".formatted(allowed));
        }
        return form;
    }

    private static Map<String, EventForm> methods(String path) {
        if (path.equals(ORDERS)) {
            return Map.of(HttpMethod.POST.asString(), new OrderForm());
        }
        if (path.equals(PRODUCTS)) {
            return Map.of(HttpMethod.POST.asString(), new ProductForm(ProductChange.CREATED, Optional.empty()));
        }
        Matcher product = PRODUCT.matcher(path);
        if (!product.matches()) {
            throw ProblemException.of(ProblemKind.UNKNOWN_PATH, "There is nothing at this path; / names all paths");
        }
        Optional<Integer> number = Optional.of(number(product.group(1)));
        Map<String, EventForm> methods = new TreeMap<>();
        methods.put(HttpMethod.PATCH.asString(), new ProductForm(ProductChange.UPDATED, number));
        methods.put(HttpMethod.DELETE.asString(), new ProductForm(ProductChange.DELETED, number));
        return methods;
    }

    private static int number(String text) {
        if (NUMBER.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE) {
            return Integer.parseInt(text);
        }
        throw new ProblemException(Problem.ofFields(List.of(
                new FieldProblem("product_id", "in the path must be a whole number from 1 to " + Integer.MAX_VALUE))));
    }
}
