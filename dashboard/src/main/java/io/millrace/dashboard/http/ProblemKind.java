package io.millrace.dashboard.http;

import java.util.Locale;

/** The problems that the dashboard has. */
enum ProblemKind {
    INVALID_REQUEST(400, "The request is not usable"),
    KEY_NEEDED(401, "A key is needed"),
    OPERATOR_NEEDED(403, "Only operators may do this"),
    FOREIGN_PAGE(403, "Another page may not do this"),
    UNKNOWN_PATH(404, "There is nothing at this path"),
    UNKNOWN_FIGURE(404, "The pipeline has no such figure"),
    UNKNOWN_ALERT(404, "There is no such alert"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    INTERNAL(500, "Something is not as the code assumes"),
    NO_ANSWER(502, "Another process does not answer"),
    OVERLOADED(503, "There are more readers than can be served");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
