package io.millrace.dashboard.http;

import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.dashboard.figure.FigureList;
import io.millrace.dashboard.figure.Question;
import java.util.List;
import java.util.stream.Collectors;

/** What the pipeline computes live, how that is now, and each measure over a range of time. */
record FigureRoutes(FigureServices services) {
    private static final String MEASURES = "/v1/stats/";

    List<Route> all() {
        Pipeline pipeline = services.pipeline();
        return List.of(
                Route.viewed("/v1/stats", visit -> visit.json(200, FigureList.of(pipeline))),
                Route.viewed(
                        "/v1/figures",
                        visit -> Failures.answerLater(visit, services.now().read())),
                Route.viewed(MEASURES + "[^/]+", this::measure));
    }

    private void measure(Visit visit) {
        Pipeline pipeline = services.pipeline();
        String name = visit.path().substring(MEASURES.length());
        Measure measure = Question.measure(pipeline, name)
                .orElseThrow(() -> new ProblemException(ProblemKind.UNKNOWN_FIGURE, unknown(pipeline, name)));
        var question = Question.of(
                pipeline, measure, visit.parameters(), services.clock().instant());
        Failures.answerLater(visit, services.measures().answer(question));
    }

    private static String unknown(Pipeline pipeline, String name) {
        List<Measure> measures = pipeline.figures().measures();
        return measures.isEmpty()
                ? "The pipeline file declares no measures"
                : "No measure is called '%s'; there are %s"
                        .formatted(name, measures.stream().map(Measure::name).collect(Collectors.joining(", ")));
    }
}
