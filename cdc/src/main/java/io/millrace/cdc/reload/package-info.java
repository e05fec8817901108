/** Reads tables again beside the stream, each row through a snapshot of a known position, and remembers what is read. */
package io.millrace.cdc.reload;
