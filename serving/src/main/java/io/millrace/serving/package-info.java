/** Wires the service that answers recommendations, and runs it. */
package io.millrace.serving;
