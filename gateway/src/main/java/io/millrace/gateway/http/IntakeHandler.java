package io.millrace.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.access.Caller;
import io.millrace.gateway.access.RateLimits;
import io.millrace.gateway.http.IntakeForm.PostedBatch;
import io.millrace.gateway.intake.CheckedBatch;
import io.millrace.gateway.intake.EventCheck;
import io.millrace.gateway.intake.EventIntake;
import io.millrace.gateway.intake.InFlight;
import io.millrace.gateway.intake.IntakeMetrics;
import io.millrace.gateway.intake.Receipt;
import io.millrace.gateway.intake.Refusal;
import io.millrace.gateway.intake.TakenEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events: a request is let in or turned away before its body is read, and answered when Kafka has all of its
 * events. No thread waits meanwhile, except before the producer knows a topic for the first time.
 */
final class IntakeHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeHandler.class);
    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";

    private final IntakeForm form;
    private final Parts parts;
    private final BodyReading bodies;
    private final JsonReading json;

    /**
     * What all forms of events share.
     *
     * @param unavailable why no event may be taken now, if so
     */
    record Parts(
            ApiKeys keys,
            RateLimits rates,
            InFlight inFlight,
            EventCheck check,
            EventIntake intake,
            IntakeMetrics metrics,
            Supplier<Optional<String>> unavailable) {}

    IntakeHandler(IntakeForm form, Parts parts, HttpConfig config) {
        this.form = form;
        this.parts = parts;
        this.bodies = new BodyReading(config.maxBodyBytes(), config.bodyPace());
        this.json = new JsonReading(config.maxBatch(), parts.check().maxEventBytes());
    }

    /**
     * What is answered to a request whose events are kept.
     *
     * @param refused the first reasons why others are not
     * @param moreRefused how many reasons follow
     */
    record Accepted(
            List<TakenEvent> accepted,
            List<Refusal> refused,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int moreRefused) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            Caller caller = admitted(request, response);
            InFlight.Place place =
                    parts.inFlight().enter(caller.name(), bodies.room(request)).orElseThrow(IntakeHandler::overloaded);
            Executor executor = request.getComponents().getExecutor();
            bodies.read(request)
                    .thenComposeAsync(body -> taken(caller, place, body), executor)
                    .whenComplete((answer, failure) -> place.close())
                    .whenCompleteAsync((answer, failure) -> answer(response, callback, answer, failure), executor);
        } catch (ProblemException e) {
            bodies.discarded(request).whenComplete((nothing, never) -> Answers.problem(response, callback, e));
        }
        return true;
    }

    private Caller admitted(Request request, Response response) {
        if (!HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.POST.asString());
            throw ProblemException.of(ProblemKind.METHOD_NOT_ALLOWED, "The method of this path is POST");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            // Other types can be sent by any web page that somebody on this machine looks at.
            throw ProblemException.of(ProblemKind.NOT_JSON, "Send the header Content-Type: application/json");
        }
        Caller caller = parts.keys()
                .caller(presented(request))
                .orElseThrow(
                        () -> ProblemException.of(ProblemKind.UNKNOWN_KEY, "Send a key as Authorization: Bearer KEY"));
        if (!caller.may(form.scopes())) {
            throw ProblemException.of(
                    ProblemKind.NOT_ALLOWED, "The key '%s' has no scope for this path".formatted(caller.name()));
        }
        requireRate(caller, 0);
        parts.unavailable().get().ifPresent(reason -> {
            throw ProblemException.of(ProblemKind.NOT_ACKNOWLEDGED, "Kafka cannot take events now; nothing was taken");
        });
        return caller;
    }

    private static String presented(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    /** Of nothing it is asked whether the caller may send at all. */
    private void requireRate(Caller caller, int events) {
        parts.rates().take(caller, events).ifPresent(wait -> {
            throw new ProblemException(
                    Problem.of(
                            ProblemKind.RATE_EXCEEDED,
                            "The key '%s' may send again after the time in Retry-After; nothing was taken"
                                    .formatted(caller.name())),
                    wait);
        });
    }

    private static ProblemException overloaded() {
        return ProblemException.of(
                ProblemKind.OVERLOADED,
                "Too much is in flight, of this key or of all; come back after the time in Retry-After; nothing was taken");
    }

    /** Small bytes can make large trees, so what a body takes is asked for before it is built. */
    private ObjectNode tree(InFlight.Place place, byte[] body) {
        long heap = json.heap(body);
        if (heap > parts.inFlight().mostOfOne()) {
            throw ProblemException.of(
                    ProblemKind.BODY_TOO_LARGE,
                    "The events of this body take about %d bytes of memory, but those of a request may take %d; send smaller batches"
                            .formatted(heap, parts.inFlight().mostOfOne()));
        }
        if (!place.resize(heap)) {
            throw overloaded();
        }
        return json.tree(body);
    }

    private CompletableFuture<Accepted> taken(Caller caller, InFlight.Place place, byte[] body) {
        PostedBatch posted = form.read(tree(place, body));
        // Wrong events are paid for like others: to find out costs as much.
        requireRate(caller, posted.events().size());
        CheckedBatch checked = parts.check().check(posted.events());
        int refused = checked.refusals().events();
        parts.metrics().refused(refused);
        if (refused > 0 && (!posted.partial() || checked.ready().isEmpty())) {
            throw new ProblemException(Problem.ofEvents(posted.events().size(), checked.refusals()));
        }

        return parts.intake().take(checked.ready()).thenApply(receipt -> accepted(receipt, checked));
    }

    private static Accepted accepted(Receipt receipt, CheckedBatch checked) {
        if (!receipt.unconfirmed().isEmpty()) {
            throw new ProblemException(Problem.ofReceipt(receipt));
        }
        return new Accepted(
                receipt.accepted(),
                checked.refusals().first(),
                checked.refusals().more());
    }

    private static void answer(Response response, Callback callback, Accepted answer, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            Answers.json(response, callback, HttpStatus.ACCEPTED_202, answer);
        } else if (cause instanceof ProblemException known) {
            Answers.problem(response, callback, known);
        } else {
            LOG.error("Cannot take events", cause);
            Answers.problem(
                    response,
                    callback,
                    Problem.of(ProblemKind.INTERNAL, "The log of the service says more"),
                    Duration.ZERO);
        }
    }
}
