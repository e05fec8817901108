/** Judges a copy of Postgres by scenarios in SQL, with Postgres itself as the oracle. */
package io.millrace.conformance;
