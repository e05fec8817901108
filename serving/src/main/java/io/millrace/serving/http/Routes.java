package io.millrace.serving.http;

import io.millrace.serving.recommend.CrowdLists;
import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.Recommender;
import io.millrace.serving.recommend.UserLookup;
import io.millrace.serving.view.Window;
import java.util.List;
import java.util.Set;

/** What the product answers at which path. */
final class Routes {
    /** What all paths of the product begin with; they queue under load, the others do not. */
    static final String PRODUCT = "/v1/*";

    private static final int USUAL_LIMIT = 10;

    private final Recommender recommender;
    private final CrowdLists crowd;
    private final Facts facts;
    private final Answers answers;

    Routes(Recommender recommender, CrowdLists crowd, Facts facts, Answers answers) {
        this.recommender = recommender;
        this.crowd = crowd;
        this.facts = facts;
        this.answers = answers;
    }

    List<Route> product() {
        return List.of(
                new Route(
                        "/v1/users/{id}/recommendations",
                        ListParameters.ofBuyerAnd(ApiRequest.MIN_LSN),
                        this::recommendations),
                new Route("/v1/users/{id}/features", Set.of(ApiRequest.MIN_LSN), this::features),
                new Route("/v1/items/popular", ListParameters.and("window"), this::popular),
                new Route("/v1/models/current", Set.of(), request -> answers.json(200, facts.model())));
    }

    private ApiAnswer recommendations(ApiRequest request) {
        return answers.json(200, recommender.recommend(wanted(request), ListParameters.wish(request, USUAL_LIMIT)));
    }

    private ApiAnswer features(ApiRequest request) {
        UserLookup.Wanted wanted = wanted(request);
        return facts.user(wanted)
                .map(user -> answers.json(200, user))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemKind.UNKNOWN_USER,
                        "No user '%s' is known; without live state a new one is as soon as the next feature job has run"
                                .formatted(wanted.id()))));
    }

    private static UserLookup.Wanted wanted(ApiRequest request) {
        return new UserLookup.Wanted(request.id(), request.atLeast());
    }

    private ApiAnswer popular(ApiRequest request) {
        Window window = request.oneOf("window", Window.RECENT);
        return answers.json(200, crowd.popular(window, ListParameters.wish(request, USUAL_LIMIT)));
    }
}
