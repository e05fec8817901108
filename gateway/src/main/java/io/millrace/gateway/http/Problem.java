package io.millrace.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.gateway.intake.Receipt;
import io.millrace.gateway.intake.Refusal;
import io.millrace.gateway.intake.Refusals;
import io.millrace.gateway.intake.TakenEvent;
import java.util.List;

/**
 * Why events were not taken, or not all of them, as RFC 9457 writes it.
 *
 * @param type a stable name for programs
 * @param title the same for all problems of a type
 * @param detail what was wrong this time and what to do
 * @param errors what is wrong with which event; the first hundred
 * @param accepted the events that are kept nevertheless
 * @param unconfirmed the events of which nobody knows, to be sent again with these ids
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<Refusal> errors,
        List<TakenEvent> accepted,
        List<TakenEvent> unconfirmed) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String NAMES = "urn:millrace:problem:";

    static Problem of(ProblemKind kind, String detail) {
        return of(kind, detail, null, null);
    }

    private static Problem of(ProblemKind kind, String detail, List<Refusal> errors, Receipt receipt) {
        return new Problem(
                NAMES + kind.label(),
                kind.title(),
                kind.status(),
                detail,
                errors,
                receipt == null ? null : receipt.accepted(),
                receipt == null ? null : receipt.unconfirmed());
    }

    /** None of the events was taken, because something is wrong with these. */
    static Problem ofEvents(int total, Refusals refusals) {
        Refusal first = refusals.first().get(0);
        String detail = "%d of %d events are not usable, and none was taken: '%s' %s"
                .formatted(refusals.events(), total, first.field(), first.reason());
        return of(ProblemKind.INVALID_EVENTS, detail, refusals.first(), null);
    }

    /** Kafka has not acknowledged all events. */
    static Problem ofReceipt(Receipt receipt) {
        String detail = receipt.accepted().isEmpty()
                ? "Kafka has acknowledged nothing; send the events again with the ids under 'unconfirmed', which makes it"
                        + " harmless if they arrived"
                : "Kafka has acknowledged the events under 'accepted' alone; send the others again with the ids under"
                        + " 'unconfirmed'";
        return of(ProblemKind.NOT_ACKNOWLEDGED, detail, null, receipt);
    }

    /** A problem of the protocol that has no kind of its own. */
    static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, null, null);
    }
}
