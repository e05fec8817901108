package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.intake.event.EventHead;
import io.millrace.workloads.shop.intake.event.TimeOrderedIds;
import java.util.List;
import java.util.Optional;

/** Finds the id by which a repetition of a request is known: in its header, in its body, or a new one. */
record EventId(TimeOrderedIds ids) {
    /** Where a client names a request, as most payment services have it. */
    static final String HEADER = "Idempotency-Key";

    private static final String FIELD = "id";

    /**
     * The id; a new one where what is given can be none.
     *
     * @param header the value of {@link #HEADER}, if the request has it
     * @param problems to which is added what is wrong
     */
    String of(Optional<String> header, ObjectNode body, List<FieldProblem> problems) {
        Optional<String> named = header.map(EventId::unquoted);
        Optional<String> inHeader = named.filter(EventHead::isId);
        if (named.isPresent() && inHeader.isEmpty()) {
            problems.add(new FieldProblem(HEADER, EventHead.ID_RULE));
        }
        JsonNode given = body.path(FIELD);
        if (given.isMissingNode() || given.isNull()) {
            return inHeader.orElseGet(ids::next);
        }
        String inBody = given.asText();
        if (!given.isTextual() || !EventHead.isId(inBody)) {
            problems.add(new FieldProblem(FIELD, EventHead.ID_RULE));
            return ids.next();
        }
        if (inHeader.filter(id -> !id.equals(inBody)).isPresent()) {
            problems.add(new FieldProblem(FIELD, "must be what the header %s says, or absent".formatted(HEADER)));
        }
        return inBody;
    }

    /** The draft of the header has it in quotes, and hardly anybody sends them. */
    private static String unquoted(String text) {
        String stripped = text.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
