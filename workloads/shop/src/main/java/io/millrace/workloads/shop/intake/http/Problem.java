package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Why something was not taken, as RFC 9457 writes it.
 *
 * @param type a stable name for programs
 * @param detail what was wrong this time and what to do
 * @param errors what is wrong with which field; absent where no field is to blame
 * @param id under which it may be sent again, where nobody knows whether it was kept
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        Optional<List<FieldProblem>> errors,
        Optional<String> id) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMES = "urn:millrace:problem:";
    private static final int MOST_ERRORS = 100;

    /** With words of the request in it, which may be no Unicode. */
    Problem {
        detail = FieldProblem.writable(detail);
    }

    static Problem of(ProblemKind kind, String detail) {
        return of(kind, detail, Optional.empty(), Optional.empty());
    }

    private static Problem of(
            ProblemKind kind, String detail, Optional<List<FieldProblem>> errors, Optional<String> id) {
        return new Problem(NAMES + kind.label(), kind.title(), kind.status(), detail, errors, id);
    }

    /** Fields are wrong; nothing was taken. */
    static Problem ofFields(List<FieldProblem> problems) {
        FieldProblem first = problems.get(0);
        return of(
                ProblemKind.INVALID_REQUEST,
                "'%s' %s".formatted(first.field(), first.reason()),
                Optional.of(problems.stream().limit(MOST_ERRORS).toList()),
                Optional.empty());
    }

    /** Nobody knows whether it was kept. */
    static Problem unconfirmed(String id) {
        return of(
                ProblemKind.NOT_ACKNOWLEDGED,
                "Kafka has not acknowledged it; send it again with this id, which makes it harmless if it was kept",
                Optional.empty(),
                Optional.of(id));
    }

    /** A problem of the protocol that has no kind of its own. */
    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, Optional.empty(), Optional.empty());
    }
}
