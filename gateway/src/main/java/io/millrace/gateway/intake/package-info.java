/** Checks events and hands them to the log, within bounds. */
package io.millrace.gateway.intake;
