/** Gathers what all processes tell of themselves into one document. */
package io.millrace.dashboard.pipeline;
