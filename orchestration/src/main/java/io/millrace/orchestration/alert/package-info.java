/** Tells people that a run failed. */
package io.millrace.orchestration.alert;
