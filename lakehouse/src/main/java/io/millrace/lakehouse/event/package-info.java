/** Brings events from the change log into typed tables, each event once. */
package io.millrace.lakehouse.event;
