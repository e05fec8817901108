package io.millrace.gateway.intake;

/**
 * Why an event is not taken.
 *
 * @param event its number in the request, from 0
 * @param field the place of what is wrong, such as {@code events[3].data.user}
 * @param reason a sentence without its subject
 */
public record Refusal(int event, String field, String reason) {}
