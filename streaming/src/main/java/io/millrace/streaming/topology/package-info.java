/** The stages as a topology of Kafka Streams: what each reads, where it keeps its state, and to whom it sends. */
package io.millrace.streaming.topology;
