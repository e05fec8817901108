package io.millrace.serving.http;

import java.util.Locale;

/** The problems that this service has. */
enum ProblemKind {
    INVALID_PARAMETER(400, "A parameter is not usable"),
    UNKNOWN_USER(404, "The user is unknown"),
    UNKNOWN_ITEM(404, "The item is unknown"),
    UNKNOWN_ANSWER(404, "The answer is not kept"),
    NO_SHADOW(404, "No model is shadowed"),
    UNKNOWN_PATH(404, "There is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    BODY_TOO_SLOW(408, "The body took too long to arrive"),
    POSITION_NOT_REACHED(409, "The live state has not reached the position"),
    BODY_TOO_LARGE(413, "The body is too large"),
    INTERNAL(500, "Something is not as the code assumes"),
    NOT_READY(503, "What this needs is not published yet"),
    STORE_UNAVAILABLE(503, "The online store does not answer"),
    OVERLOADED(503, "There are more requests than can be answered");

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
