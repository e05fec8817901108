/** Runs the steps of a chain in order: what is tried again, and where it stops. */
package io.millrace.orchestration.chain;
