/** Captures the committed changes of a Postgres database and publishes them to Kafka, with nothing lost on the way. */
package io.millrace.cdc;
