package io.millrace.gateway.intake;

/**
 * An event that was handed on.
 *
 * @param event its number in the request, from 0
 * @param id by which it is known as the same event if it is sent again
 */
public record TakenEvent(int event, String id) {}
