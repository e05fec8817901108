package io.millrace.serving.http;

import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.ShadowRanking;
import java.util.List;
import java.util.Set;

/** What is answered about models. */
final class ModelRoutes {
    private final Facts facts;
    private final ShadowRanking shadow;
    private final Answers answers;

    ModelRoutes(Facts facts, ShadowRanking shadow, Answers answers) {
        this.facts = facts;
        this.shadow = shadow;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(
                Route.get("/v1/models/current", Set.of(), request -> answers.json(200, facts.model())),
                Route.get("/v1/models/shadow", Set.of(), request -> shadow()));
    }

    private ApiAnswer shadow() {
        return shadow.state()
                .map(state -> answers.json(200, state))
                .orElseThrow(
                        () -> new ProblemException(
                                Problem.of(
                                        ProblemKind.NO_SHADOW,
                                        "No model is shadowed here; one that passes the gate is if ml.shadow.time asks for it, once it is loaded")));
    }
}
