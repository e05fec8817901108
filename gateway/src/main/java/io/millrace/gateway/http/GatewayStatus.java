package io.millrace.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the service is doing.
 *
 * @param notReady why events may not be taken now
 * @param topics of each event type
 * @param callers names of the keys
 * @param requests that are read or wait for Kafka
 * @param bytes of memory that they take
 */
public record GatewayStatus(
        String pipeline,
        Optional<String> notReady,
        Map<String, String> topics,
        List<String> callers,
        int requests,
        long bytes) {}
