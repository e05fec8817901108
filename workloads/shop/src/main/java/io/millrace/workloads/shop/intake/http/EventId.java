package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.shop.intake.event.TimeOrderedIds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the id by which a repetition of a request is known: in its header, in its body, or a new one. */
record EventId(TimeOrderedIds ids) {
    /** Where a client names a request, as most payment services have it. */
    static final String HEADER = "Idempotency-Key";

    private static final String FIELD = "id";
    /** What needs no quoting, in an address neither. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,128}");

    private static final String RULE = "must be a text of 1 to 128 letters, digits and . _ : ~ -";

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The id.
     *
     * @param header the value of {@link #HEADER}, if the request has it
     * @param problems to which is added what is wrong
     */
    String of(Optional<String> header, ObjectNode body, List<FieldProblem> problems) {
        Optional<String> inHeader = header.map(EventId::unquoted);
        inHeader.filter(id -> !isId(id)).ifPresent(id -> problems.add(new FieldProblem(HEADER, RULE)));
        JsonNode given = body.path(FIELD);
        if (given.isMissingNode() || given.isNull()) {
            return inHeader.orElseGet(ids::next);
        }
        String inBody = given.asText();
        if (!given.isTextual() || !isId(inBody)) {
            problems.add(new FieldProblem(FIELD, RULE));
        } else if (inHeader.filter(id -> !id.equals(inBody)).isPresent()) {
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
