package io.millrace.orchestration.alert;

/**
 * What people are told.
 *
 * @param subject one line
 * @param text what happened, which, and what now
 */
public record Alert(String subject, String text) {}
