package io.millrace.workloads.shop.intake.http;

import java.util.Locale;

/** The problems that this service has. */
enum ProblemKind {
    INVALID_REQUEST(400, "The request is not usable"),
    UNKNOWN_KEY(401, "The key is missing or nobody's"),
    FOREIGN_NAME(403, "The service is asked for by a name that is not its own"),
    UNKNOWN_PATH(404, "There is nothing at this path"),
    NOT_DECIDED(404, "There is no receipt of this id"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    BODY_TOO_LARGE(413, "The body is too large"),
    NOT_JSON(415, "The body is not said to be JSON"),
    OVERLOADED(429, "There are more requests than can be taken"),
    INTERNAL(500, "Something is not as the code assumes"),
    NOT_ACKNOWLEDGED(503, "Kafka has not acknowledged it"),
    DATABASE_AWAY(503, "The shop's database does not answer");

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
