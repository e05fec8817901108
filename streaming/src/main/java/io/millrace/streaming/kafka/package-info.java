/** Kafka as the live state uses it beside its stages: clients' settings, topics, and the schemas that changes name. */
package io.millrace.streaming.kafka;
