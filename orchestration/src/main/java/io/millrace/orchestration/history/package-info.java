/** Keeps every run with its steps, across restarts of the scheduler. */
package io.millrace.orchestration.history;
