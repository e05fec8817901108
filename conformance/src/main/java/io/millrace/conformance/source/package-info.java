/** Runs scenarios in Postgres, and says what their tables hold. */
package io.millrace.conformance.source;
