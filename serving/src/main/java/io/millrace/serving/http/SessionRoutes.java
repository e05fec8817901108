package io.millrace.serving.http;

import io.millrace.serving.recommend.SessionRecommender;
import java.util.List;
import java.util.Set;

/** What is answered about somebody who is no user. */
final class SessionRoutes {
    private static final String ITEMS = "items";
    private static final int MOST_ITEMS = 1_000;

    private final SessionRecommender sessions;
    private final ListParameters lists;
    private final Answers answers;

    SessionRoutes(SessionRecommender sessions, ListParameters lists, Answers answers) {
        this.sessions = sessions;
        this.lists = lists;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(Route.post(
                "/v1/sessions/recommendations",
                Set.of(ApiRequest.MIN_LSN),
                new Route.BodyForm(ITEMS, ListParameters.ofBuyerAnd()),
                this::recommendations));
    }

    private ApiAnswer recommendations(ApiRequest request) {
        return answers.json(
                200,
                sessions.recommend(
                        request.body().weights(ITEMS, MOST_ITEMS),
                        lists.wish(request, Routes.USUAL_LIMIT),
                        request.atLeast()));
    }
}
