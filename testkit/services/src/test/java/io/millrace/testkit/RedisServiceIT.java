package io.millrace.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisServiceIT {
    private final RedisService redis = TestStack.with(ServiceKind.values()).redis();

    @Test
    void keepsWhatItWasGivenOverAKill() throws IOException {
        // Given
        ask("SET killed before");

        // When
        redis.kill();
        redis.start();

        // Then
        assertThat(ask("GET killed")).isEqualTo("before");
    }

    @Test
    void keepsWhatItWasGivenOverAStop() throws IOException {
        // Given
        ask("SET stopped before");

        // When
        redis.stop();
        redis.start();

        // Then
        assertThat(ask("GET stopped")).isEqualTo("before");
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String first = answers.readLine();
            return first.startsWith("$") ? answers.readLine() : first;
        }
    }
}
