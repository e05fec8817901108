package io.millrace.serving.http;

import io.millrace.serving.recommend.SessionRecommender;
import java.util.List;
import java.util.Set;

/** What is answered about somebody who is no user. */
final class SessionRoutes {
    private static final String ITEMS = "items";
    private static final int MOST_ITEMS = 1_000;

    private final SessionRecommender sessions;
    private final Answers answers;

    SessionRoutes(SessionRecommender sessions, Answers answers) {
        this.sessions = sessions;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(Route.post(
                "/v1/sessions/recommendations",
                Set.of(),
                new Route.BodyForm(ITEMS, ListParameters.ofBuyerAnd()),
                this::recommendations));
    }

    private ApiAnswer recommendations(ApiRequest request) {
        return answers.json(
                200,
                sessions.recommend(
                        request.body().weights(ITEMS, MOST_ITEMS), ListParameters.wish(request, Routes.USUAL_LIMIT)));
    }
}
