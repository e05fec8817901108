package io.millrace.orchestration.http;

import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.orchestration.model.ModelChange;
import io.millrace.orchestration.model.ModelDesk;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers {@code GET /v1/models}, {@code POST /v1/models/NAME/promote} and {@code POST /v1/models/rollback}. */
public record ModelRoutes(ModelDesk desk) {
    /** Path below which models are. */
    public static final String MODELS = "/v1/models";

    /** A name never looks like a flag of the program. */
    private static final Pattern PROMOTE = Pattern.compile(MODELS + "/([A-Za-z0-9][A-Za-z0-9._-]*)/promote");

    private static final String ROLL_BACK = MODELS + "/rollback";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int CONFLICT = 409;

    /** Answers what is at or below {@link #MODELS}. */
    public Answer models(Request request) {
        String path = request.path();
        Matcher promote = PROMOTE.matcher(path);
        boolean isChange = promote.matches() || path.equals(ROLL_BACK);
        if (!isChange && !path.equals(MODELS)) {
            return new Answer(NOT_FOUND, Map.of("message", "There is no " + path));
        }
        String method = isChange ? "POST" : "GET";
        if (!request.method().equals(method)) {
            return new Answer(WRONG_METHOD, Map.of("message", "%s takes %s".formatted(path, method)));
        }
        if (!isChange) {
            return new Answer(OK, desk.read());
        }
        return begun(path.equals(ROLL_BACK) ? desk.rollBack() : desk.promote(promote.group(1)));
    }

    private static Answer begun(Optional<ModelChange> change) {
        return change.map(begun -> new Answer(ACCEPTED, begun))
                .orElseGet(() -> new Answer(
                        CONFLICT,
                        Map.of("message", "Another model is being made current; ask again when that has ended")));
    }
}
