/** Reads what the pipeline file declares to be computed live: measures and trends. */
package io.millrace.dashboard.figure;
