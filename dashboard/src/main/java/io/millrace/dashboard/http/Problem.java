package io.millrace.dashboard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Why a request has no other answer, as RFC 9457 writes it.
 *
 * @param type a stable name for programs
 * @param title the same for all problems of a type
 * @param detail what was wrong this time and what to do
 * @param instance the path that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Problem(String type, String title, int status, String detail, Optional<String> instance) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMES = "urn:millrace:problem:";

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(NAMES + kind.label(), kind.title(), kind.status(), detail, Optional.empty());
    }

    /** A problem of the protocol, or of another process, that has no kind here. */
    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, Optional.empty());
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, Optional.of(path));
    }
}
