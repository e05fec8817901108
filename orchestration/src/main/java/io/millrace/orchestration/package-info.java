/** Decides when the batch steps run, runs them in order, and tells what came of it. */
package io.millrace.orchestration;
