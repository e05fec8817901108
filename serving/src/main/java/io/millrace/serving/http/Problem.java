package io.millrace.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.serving.live.NotReachedException;
import java.util.Optional;

/**
 * Why a request has no other answer, as RFC 9457 writes it.
 *
 * @param type a stable name for programs
 * @param title the same for all problems of a type
 * @param detail what was wrong this time and what to do
 * @param instance the path that was asked for
 * @param parameter the parameter that was wrong, where it was one
 * @param wanted the position that the answer must have reached, where it has not
 * @param reached the position that it has reached, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        Optional<String> instance,
        Optional<String> parameter,
        Optional<String> wanted,
        Optional<String> reached) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMES = "urn:millrace:problem:";
    private static final int LONGEST_INSTANCE = 200;

    /** With words of the request in it, which may be no Unicode. */
    public Problem {
        detail = Excerpt.writable(detail);
        parameter = parameter.map(Excerpt::writable);
    }

    static Problem of(ProblemKind kind, String detail) {
        return named(kind, detail, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Problem ofParameter(String parameter, String detail) {
        return named(ProblemKind.INVALID_PARAMETER, detail, Optional.of(parameter), Optional.empty(), Optional.empty());
    }

    static Problem notReached(NotReachedException failure) {
        return named(
                ProblemKind.POSITION_NOT_REACHED,
                failure.getMessage(),
                Optional.of(ApiRequest.MIN_LSN),
                Optional.of(failure.wanted().toString()),
                failure.reached().map(Position::toString));
    }

    private static Problem named(
            ProblemKind kind,
            String detail,
            Optional<String> parameter,
            Optional<String> wanted,
            Optional<String> reached) {
        return new Problem(
                NAMES + kind.label(),
                kind.title(),
                kind.status(),
                detail,
                Optional.empty(),
                parameter,
                wanted,
                reached);
    }

    /** A problem of the protocol that has no kind of its own. */
    static Problem ofStatus(int status, String title, String detail) {
        return new Problem(
                "about:blank",
                title,
                status,
                detail,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Problem at(String path) {
        String shown = path.length() > LONGEST_INSTANCE ? Excerpt.of(path, LONGEST_INSTANCE) + "..." : path;
        return new Problem(type, title, status, detail, Optional.of(shown), parameter, wanted, reached);
    }
}
