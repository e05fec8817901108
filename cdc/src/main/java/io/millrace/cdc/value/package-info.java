/** Turns the values of Postgres' types into the canonical form of the wire. */
package io.millrace.cdc.value;
