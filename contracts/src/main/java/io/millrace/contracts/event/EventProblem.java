package io.millrace.contracts.event;

/**
 * Why a field of an event is not usable.
 *
 * @param field its name
 * @param reason a sentence without its subject, such as {@code is missing}
 */
public record EventProblem(String field, String reason) {}
