package io.millrace.orchestration.rule;

import java.nio.file.Path;

/**
 * How people are told what rules have found.
 *
 * @param bootstrap brokers that are asked first
 * @param pipeline the pipeline file, which says whether there are rules
 */
public record RuleAlertsConfig(String bootstrap, Path pipeline, Terms terms) {}
