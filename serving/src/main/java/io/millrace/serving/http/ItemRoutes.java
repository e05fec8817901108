package io.millrace.serving.http;

import io.millrace.serving.recommend.CrowdLists;
import io.millrace.serving.recommend.SimilarLists;
import io.millrace.serving.recommend.Wish;
import io.millrace.serving.view.Window;
import java.util.List;

/** What is answered about items. */
final class ItemRoutes {
    private static final String WINDOW = "window";

    private final CrowdLists crowd;
    private final SimilarLists similar;
    private final ListParameters lists;
    private final Answers answers;

    ItemRoutes(ApiServer.Services services, ListParameters lists, Answers answers) {
        this.crowd = services.crowd();
        this.similar = services.similar();
        this.lists = lists;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(
                Route.get("/v1/items/popular", ListParameters.and(WINDOW, ApiRequest.MIN_LSN), this::popular),
                Route.get("/v1/items/trending", ListParameters.and(WINDOW, ApiRequest.MIN_LSN), this::trending),
                Route.get("/v1/items/{id}/similar", ListParameters.ofModelAnd(ApiRequest.MIN_LSN), this::similar));
    }

    private ApiAnswer popular(ApiRequest request) {
        return answers.json(200, crowd.popular(request.oneOf(WINDOW, Window.RECENT), wish(request), request.atLeast()));
    }

    private ApiAnswer trending(ApiRequest request) {
        if (request.oneOf(WINDOW, Window.RECENT) != Window.RECENT) {
            throw ApiRequest.refused(
                    WINDOW, "must be 'recent': what is trending is that window against the whole past");
        }
        return answers.json(200, crowd.trending(wish(request), request.atLeast()));
    }

    private ApiAnswer similar(ApiRequest request) {
        return similar.similar(request.id(), wish(request), request.atLeast())
                .map(items -> answers.json(200, items))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemKind.UNKNOWN_ITEM,
                        "No item '%s' is known; without live state a new one is as soon as the next feature job has run"
                                .formatted(request.id()))));
    }

    private Wish wish(ApiRequest request) {
        return lists.wish(request, Routes.USUAL_LIMIT);
    }
}
