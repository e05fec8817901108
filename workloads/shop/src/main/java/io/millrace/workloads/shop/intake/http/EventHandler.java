package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.TimeOrderedIds;
import io.millrace.workloads.shop.intake.kafka.EventLog;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes orders and changes of products: a request is let in or turned away before its body is read, and answered when
 * Kafka has acknowledged it. No thread waits meanwhile.
 */
final class EventHandler extends Handler.Abstract {
    private final EventLog log;
    private final Supplier<Optional<String>> unavailable;
    private final Clock clock;
    private final Bodies bodies;
    private final EventId id;
    private final Semaphore places;

    /**
     * A handler that nobody has asked yet.
     *
     * @param unavailable why nothing can be taken now, if so
     * @param places for as many requests at a time; each holds a body at most
     */
    EventHandler(
            EventLog log,
            Supplier<Optional<String>> unavailable,
            Clock clock,
            IntakeHttpConfig config,
            Semaphore places) {
        this.log = log;
        this.unavailable = unavailable;
        this.clock = clock;
        this.bodies = new Bodies(config.maxBodyBytes(), config.bodyPatience());
        this.id = new EventId(new TimeOrderedIds(clock::millis));
        this.places = places;
    }

    /** What is answered: the id, and where to look up what became of it. */
    record Accepted(String id, String receipt) {
        static Accepted of(IntakeEvent event) {
            return new Accepted(event.id(), ReceiptHandler.PATH + event.id());
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            EventForm form = admitted(request, response);
            if (!places.tryAcquire()) {
                throw ProblemException.of(
                        ProblemKind.OVERLOADED,
                        "Too many requests are in flight; come back after the time in Retry-After; nothing was taken");
            }
            Executor executor = request.getComponents().getExecutor();
            bodies.read(request)
                    .thenApplyAsync(body -> event(form, request, body), executor)
                    .thenCompose(this::kept)
                    .whenComplete((event, failure) -> places.release())
                    .whenCompleteAsync((event, failure) -> answer(response, callback, event, failure), executor);
        } catch (ProblemException e) {
            bodies.discarded(request)
                    .whenComplete((nothing, never) -> Answers.problem(response, callback, e.problem()));
        }
        return true;
    }

    private EventForm admitted(Request request, Response response) {
        EventForm form = EventRoute.form(request, response);
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        // Other types can be sent by any web page that somebody on this machine looks at; a page cannot send DELETE.
        if (!HttpMethod.DELETE.is(request.getMethod())
                && (type == null || !type.toLowerCase(Locale.ROOT).startsWith(Answers.JSON))) {
            throw ProblemException.of(ProblemKind.NOT_JSON, "Send the header Content-Type: application/json");
        }
        bodies.requireRoom(request);
        unavailable.get().ifPresent(reason -> {
            throw ProblemException.of(
                    ProblemKind.NOT_ACKNOWLEDGED, "Kafka does not answer now; nothing was taken, so try again");
        });
        return form;
    }

    private IntakeEvent event(EventForm form, Request request, byte[] bytes) {
        ObjectNode body = Bodies.object(bytes);
        List<FieldProblem> problems = new ArrayList<>();
        String known = id.of(Optional.ofNullable(request.getHeaders().get(EventId.HEADER)), body, problems);
        IntakeEvent event = form.read(body, known, clock.instant().truncatedTo(ChronoUnit.MICROS), problems);
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.ofFields(problems));
        }
        return event;
    }

    private CompletableFuture<IntakeEvent> kept(IntakeEvent event) {
        return log.append(event).handle((nothing, failure) -> {
            if (failure != null) {
                throw new ProblemException(Problem.unconfirmed(event.id()));
            }
            return event;
        });
    }

    private static void answer(Response response, Callback callback, IntakeEvent event, Throwable failure) {
        if (failure != null) {
            Answers.failure(response, callback, failure);
            return;
        }
        Accepted accepted = Accepted.of(event);
        response.getHeaders().put(HttpHeader.LOCATION, accepted.receipt());
        Answers.json(response, callback, HttpStatus.ACCEPTED_202, accepted);
    }
}
