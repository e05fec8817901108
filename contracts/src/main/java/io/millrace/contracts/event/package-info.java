/** What the intake of events and its readers agree on. */
package io.millrace.contracts.event;
