package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        return Optional.ofNullable(all().get(KEY)).map(json -> CaptureRecord.parse(topic, json));
    }

    /** Remembers; returns when the broker has it. */
    public void write(CaptureRecord record) throws InterruptedException {
        publisher.publishNow(topic, KEY, record.json().getBytes(StandardCharsets.UTF_8));
    }

    /** What was remembered last under each key that begins so, by what follows in the key. */
    public Map<String, String> notes(String prefix) {
        Map<String, String> notes = new TreeMap<>();
        all().forEach((key, json) -> {
            if (key.startsWith(prefix)) {
                notes.put(key.substring(prefix.length()), json);
            }
        });
        return notes;
    }

    /** Remembers a note under its key; returns when the broker has it. */
    public void note(String key, String json) throws InterruptedException {
        publisher.publishNow(topic, key, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets a note. */
    public void forget(String key) throws InterruptedException {
        publisher.publishNow(topic, key, null);
    }

    private Map<String, String> all() {
        return new CompactedTopic(config, topic).read();
    }
}
