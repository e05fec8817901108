/** Keeps events in their topics. */
package io.millrace.gateway.kafka;
