/** Tells people what the rules of the pipeline file have found. */
package io.millrace.orchestration.rule;
