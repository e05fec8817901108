/** Scenarios as they stand in their files. */
package io.millrace.conformance.scenario;
