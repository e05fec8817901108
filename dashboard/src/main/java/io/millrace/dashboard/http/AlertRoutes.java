package io.millrace.dashboard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.dashboard.alert.AlertBook;
import io.millrace.dashboard.alert.Alerts;
import io.millrace.dashboard.figure.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/** The alerts, and their acknowledgement. */
record AlertRoutes(FigureServices services, Door door) {
    private static final String ALERTS = "/v1/alerts";
    private static final String ACKNOWLEDGE = "/acknowledge";
    private static final int ALERTS_TOLD = 50;
    private static final int LONGEST_NAME = 80;

    List<Route> all() {
        return List.of(
                Route.viewed(ALERTS, this::list),
                Route.operated(ALERTS + "/[0-9a-f]{1,40}" + ACKNOWLEDGE, this::acknowledge));
    }

    private void list(Visit visit) {
        Parameters parameters = visit.parameters();
        parameters.allow(List.of("state", "limit"));
        String state = parameters.word("state", List.of("all", "open", "closed"), "all");
        int limit = parameters.number("limit", Alerts.MOST, ALERTS_TOLD);
        Optional<Boolean> isOpen = state.equals("all") ? Optional.empty() : Optional.of(state.equals("open"));
        Failures.answerLater(visit, services.book().read().thenApply(book -> told(book, isOpen, limit)));
    }

    private static AlertBook told(AlertBook book, Optional<Boolean> isOpen, int limit) {
        book.problem().ifPresent(problem -> {
            throw new ProblemException(ProblemKind.NO_ANSWER, problem);
        });
        return book.only(isOpen, limit);
    }

    private void acknowledge(Visit visit) {
        String by = name(visit).orElseGet(() -> door.roleOf(visit).orElseThrow().label());
        String id = visit.path().substring(ALERTS.length() + 1, visit.path().length() - ACKNOWLEDGE.length());
        Failures.answerLater(
                visit,
                CompletableFuture.supplyAsync(
                        () -> services.alerts()
                                .acknowledge(id, by)
                                .orElseThrow(() -> new ProblemException(
                                        ProblemKind.UNKNOWN_ALERT,
                                        "No alert has the id '%s'; it may be too old to be kept".formatted(id))),
                        services.threads()));
    }

    /** Who says to be asking: a key tells a role and no name. */
    private static Optional<String> name(Visit visit) {
        try {
            String body = Content.Source.asString(visit.request());
            if (body.isBlank()) {
                return Optional.empty();
            }
            JsonNode by = Json.mapper().readTree(body).path("by");
            String name = by.asText().strip();
            if (by.isTextual() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl)) {
                return Optional.of(name).filter(given -> !given.isEmpty());
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The body is no JSON");
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The body did not arrive: " + e.getMessage());
        }
        throw new ProblemException(
                ProblemKind.INVALID_REQUEST,
                "The body must be empty or {\"by\": \"...\"}, a name of at most %d characters".formatted(LONGEST_NAME));
    }
}
