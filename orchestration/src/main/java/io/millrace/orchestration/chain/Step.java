package io.millrace.orchestration.chain;

/**
 * One thing to do.
 *
 * @param name unique in its chain
 */
public record Step(String name, StepAction action) {}
