package io.millrace.serving.http;

import io.millrace.serving.http.ApiServer.Services;
import java.util.ArrayList;
import java.util.List;

/** What the product answers at which path. */
final class Routes {
    /** What all paths of the product begin with; they queue under load, the others do not. */
    static final String PRODUCT = "/v1/*";
    /** How many items a list has unless a request says otherwise. */
    static final int USUAL_LIMIT = 10;

    private Routes() {}

    static List<Route> product(Services services, Answers answers) {
        List<Route> routes = new ArrayList<>();
        var lists = new ListParameters(() -> services.views().view().catalog());
        routes.addAll(new UserRoutes(services, lists, answers).all());
        routes.addAll(new ItemRoutes(services, lists, answers).all());
        routes.addAll(new SessionRoutes(services.sessions(), lists, answers).all());
        routes.addAll(new ExplanationRoutes(services.explanations(), answers).all());
        routes.addAll(new ModelRoutes(services.facts(), services.shadow(), answers).all());
        return routes;
    }
}
