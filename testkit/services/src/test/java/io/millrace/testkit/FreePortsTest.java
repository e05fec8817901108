package io.millrace.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FreePortsTest {
    @Test
    void noPortIsGivenTwice() {
        // When
        List<Integer> ports = Stream.generate(FreePorts::next).limit(100).toList();

        // Then
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void aPortWithAListenerIsNotFree() throws IOException {
        // Given
        int port = FreePorts.next();

        // Then
        assertThat(FreePorts.isFree(port)).isTrue();
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(listener.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> ServicePlace.lasting(Path.of("data"), 65_536))
                .hasMessage("A port is between 1 and 65535, but this one is 65536");
    }
}
