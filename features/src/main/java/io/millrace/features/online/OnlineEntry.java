package io.millrace.features.online;

import java.nio.charset.StandardCharsets;

/** A key and its value. */
public record OnlineEntry(byte[] key, byte[] value) {

    /** An entry whose value is bytes. */
    public static OnlineEntry of(String key, byte[] value) {
        return new OnlineEntry(key.getBytes(StandardCharsets.UTF_8), value);
    }
}
