package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Keeps the {@link CaptureRecord} of a pipeline in a compacted topic. */
public final class CaptureMemory {
    private static final String KEY = "source";

    private final CdcConfig config;
    private final String topic;
    private final ChangePublisher publisher;

    public CaptureMemory(CdcConfig config, String topic, ChangePublisher publisher) {
        this.config = config;
        this.topic = topic;
        this.publisher = publisher;
    }

    /** What was remembered last, if anything was. */
    public Optional<CaptureRecord> read() {
        Map<String, String> records = new CompactedTopic(config, topic).read();
        return Optional.ofNullable(records.get(KEY)).map(json -> CaptureRecord.parse(topic, json));
    }

    /** Remembers; returns when the broker has it. */
    public void write(CaptureRecord record) throws InterruptedException {
        publisher.publishNow(topic, KEY, record.json().getBytes(StandardCharsets.UTF_8));
    }
}
