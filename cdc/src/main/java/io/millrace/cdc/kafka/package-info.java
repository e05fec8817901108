/** The topics of a pipeline: made on purpose, written with acknowledgement, read back at a start. */
package io.millrace.cdc.kafka;
