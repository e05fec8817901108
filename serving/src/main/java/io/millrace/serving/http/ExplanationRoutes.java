package io.millrace.serving.http;

import io.millrace.serving.recommend.Explanations;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is answered about answers that were given. */
final class ExplanationRoutes {
    private final Explanations explanations;
    private final Answers answers;

    ExplanationRoutes(Explanations explanations, Answers answers) {
        this.explanations = explanations;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(
                Route.get("/v1/explanations/{id}", Set.of(), this::explanation),
                Route.get("/v1/explanations/{id}/replay", Set.of(), this::replay));
    }

    private ApiAnswer explanation(ApiRequest request) {
        return found(request, explanations.explain(request.id()));
    }

    private ApiAnswer replay(ApiRequest request) {
        return found(request, explanations.replay(request.id()));
    }

    private ApiAnswer found(ApiRequest request, Optional<?> answer) {
        return answer.map(value -> answers.json(200, value))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemKind.UNKNOWN_ANSWER,
                        ("No answer '%s' is kept. An answer is kept a moment after it was given, for a while and while it is"
                                        + " among so many of the latest; ask for another one and take its responseId")
                                .formatted(request.id()))));
    }
}
