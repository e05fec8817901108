package io.millrace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What Redis says that its data takes. */
record RedisMemory(URI redis) {
    private static final String USED = "used_memory_dataset:";

    long bytes() {
        try (var socket = new Socket(redis.getHost(), redis.getPort());
                var answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write("INFO memory\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                if (line.startsWith(USED)) {
                    return Long.parseLong(line.substring(USED.length()).strip());
                }
            }
            throw new IllegalStateException("Redis at %s does not say what its data takes".formatted(redis));
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not answer at " + redis, e);
        }
    }
}
