package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsOfStackTest {
    private static final int WIDTH = 20;
    private static final int CDC = 1;
    private static final int CONTROLLER = 19;

    @TempDir
    private Path folder;

    @Test
    void everyTakenPortIsNamedBeforeAnythingStarts() throws IOException {
        // Given
        int base = freeBase();
        Stack stack = stack(base);
        try (ServerSocket cdc = listener(base + CDC);
                ServerSocket controller = listener(base + CONTROLLER)) {
            // Then
            assertThatThrownBy(stack::startServices)
                    .isInstanceOfSatisfying(PipelineException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.ENVIRONMENT))
                    .hasMessageContaining("%d (cdc)".formatted(cdc.getLocalPort()))
                    .hasMessageContaining("%d (kafka's controller)".formatted(controller.getLocalPort()))
                    .hasMessageContaining("--port-base");
            assertThat(StackOptions.read(folder)).isEmpty();
        }
    }

    @Test
    void aFolderOfAnotherSourceIsRefused() {
        // Given
        Stack shop = stack(freeBase());
        shop.options().write(folder);
        var own = new Stack(
                folder, new StackOptions(freeBase(), "mine.yaml", false, Optional.empty(), false), Settings.load());
        // Then
        assertThatThrownBy(own::requireStartable)
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("holds the lake of the embedded shop")
                .hasMessageContaining("--data-dir");
    }

    @Test
    void freePortsAreFine() {
        assertThatCode(() -> new PortsOfStack(stack(freeBase())).requireFree()).doesNotThrowAnyException();
    }

    private Stack stack(int base) {
        return new Stack(
                folder, new StackOptions(base, "pipeline.yaml", true, Optional.empty(), false), Settings.load());
    }

    private static int freeBase() {
        while (true) {
            int base = FreePorts.next() / WIDTH * WIDTH;
            boolean free = true;
            for (int port = base; port < base + WIDTH; port++) {
                free &= FreePorts.isFree(port);
            }
            if (free) {
                return base;
            }
        }
    }

    private static ServerSocket listener(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
