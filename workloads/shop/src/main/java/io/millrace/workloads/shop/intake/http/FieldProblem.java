package io.millrace.workloads.shop.intake.http;

import java.nio.charset.StandardCharsets;

/**
 * What is wrong with a field.
 *
 * @param field its place, such as {@code items[2].quantity}
 * @param reason a sentence without its subject
 */
record FieldProblem(String field, String reason) {
    /** With words of the request in it, which may be no Unicode. */
    FieldProblem {
        field = writable(field);
        reason = writable(reason);
    }

    static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
