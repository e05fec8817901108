package io.millrace.serving.http;

import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.Recommender;
import io.millrace.serving.recommend.SimilarLists;
import io.millrace.serving.recommend.UserLookup;
import io.millrace.serving.recommend.Wish;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is answered about users. */
final class UserRoutes {
    private static final String LISTS = "lists";
    private static final int USUAL_LISTS = 3;
    private static final int MOST_LISTS = 10;
    private static final String ITEMS = "items";
    private static final int MOST_RANKED = 1_000;
    private static final String USERS = "users";
    private static final int MOST_USERS = 100;

    private final Recommender recommender;
    private final SimilarLists similar;
    private final Facts facts;
    private final ListParameters lists;
    private final Answers answers;

    UserRoutes(ApiServer.Services services, ListParameters lists, Answers answers) {
        this.recommender = services.recommender();
        this.similar = services.similar();
        this.facts = services.facts();
        this.lists = lists;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/v1/users/{id}/recommendations",
                        ListParameters.ofBuyerAnd(ApiRequest.MIN_LSN),
                        this::recommendations),
                Route.get(
                        "/v1/users/{id}/because-you-bought",
                        ListParameters.ofBuyerAnd(LISTS, ApiRequest.MIN_LSN),
                        this::becauseYouBought),
                Route.get("/v1/users/{id}/features", Set.of(ApiRequest.MIN_LSN), this::features),
                Route.post(
                        "/v1/users/{id}/ranking",
                        Set.of(ApiRequest.MIN_LSN),
                        new Route.BodyForm(ITEMS, ListParameters.ofBuyerAnd()),
                        this::ranking),
                Route.post(
                        "/v1/recommendations",
                        Set.of(ApiRequest.MIN_LSN),
                        new Route.BodyForm(USERS, ListParameters.ofBuyerAnd()),
                        this::batch));
    }

    private ApiAnswer recommendations(ApiRequest request) {
        return answers.json(200, recommender.recommend(wanted(request), lists.wish(request, Routes.USUAL_LIMIT)));
    }

    private ApiAnswer becauseYouBought(ApiRequest request) {
        return found(
                request,
                similar.becauseYouBought(
                        wanted(request),
                        lists.wish(request, Routes.USUAL_LIMIT),
                        request.number(LISTS, USUAL_LISTS, 1, MOST_LISTS)));
    }

    private ApiAnswer features(ApiRequest request) {
        return found(request, facts.user(wanted(request)));
    }

    // Unless told otherwise, none of the given items is cut off.
    private ApiAnswer ranking(ApiRequest request) {
        Set<String> items = request.body().ids(ITEMS, 1, MOST_RANKED);
        return answers.json(
                200, recommender.rank(wanted(request), items, lists.wish(request, items.size(), MOST_RANKED)));
    }

    private ApiAnswer batch(ApiRequest request) {
        Wish wish = lists.wish(request, Routes.USUAL_LIMIT);
        return answers.json(
                200,
                recommender.recommend(
                        request.body().ids(USERS, 1, MOST_USERS).stream()
                                .map(user -> new UserLookup.Wanted(user, request.atLeast()))
                                .toList(),
                        wish));
    }

    private ApiAnswer found(ApiRequest request, Optional<?> answer) {
        return answer.map(value -> answers.json(200, value))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemKind.UNKNOWN_USER,
                        "No user '%s' is known; without live state a new one is as soon as the next feature job has run"
                                .formatted(request.id()))));
    }

    private static UserLookup.Wanted wanted(ApiRequest request) {
        return new UserLookup.Wanted(request.id(), request.atLeast());
    }
}
