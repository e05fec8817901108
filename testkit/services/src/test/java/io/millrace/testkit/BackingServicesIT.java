package io.millrace.testkit;

import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackingServicesIT {
    private final Path folder = TestStack.newFolder("lasting");
    private final ServicePorts ports = ServicePorts.free();

    @AfterEach
    void stopAll() {
        lasting().close();
    }

    @Test
    void findsAndStopsWhatAnEarlierOneStarted() {
        // Given
        lasting().start(List.of(ServiceKind.REDIS, ServiceKind.POSTGRES));
        BackingServices later = lasting();
        long redis = later.redis().process().orElseThrow().pid();

        // When
        later.start(List.of(ServiceKind.REDIS, ServiceKind.POSTGRES));

        // Then
        assertThat(later.redis().process().map(RunningProcess::pid)).contains(redis);
        assertThat(later.postgres().answers()).isTrue();
        assertThat(later.kafka().process()).isEmpty();

        // When
        later.close();

        // Then
        assertThat(lasting().all()).allSatisfy(service -> {
            assertThat(service.process()).isEmpty();
            assertThat(service.service().endedUnasked()).isFalse();
        });
        assertThat(FreePorts.isFree(ports.redis())).isTrue();
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(ports.redis(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> lasting().start(List.of(ServiceKind.REDIS)))
                    .isInstanceOf(StartException.class)
                    .hasMessage(
                            "Port %d, which redis needs, is taken by another program; stop that program or choose other ports",
                            ports.redis());
        }
    }

    @Test
    void namesTheModuleThatIsNotBuilt() {
        // Given
        BackingServices unbuilt = BackingServices.lasting(folder, folder, ports, new MillraceHome(folder));

        // Then
        assertThatThrownBy(() -> unbuilt.start(List.of(ServiceKind.OBJECT_STORE)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("object-store has not been built")
                .hasMessageContaining("mvn package -Dquick");
    }

    @Test
    void isReachableFromThisMachineOnly() throws IOException {
        // Given
        TestStack stack = TestStack.with(ServiceKind.values());
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        List<BackingService> services = List.of(stack.postgres(), stack.kafka(), stack.objectStore(), stack.redis());

        // Then
        for (BackingService service : services) {
            assertThat(accepts(InetAddress.getLoopbackAddress(), service.port()))
                    .isTrue();
            assertThat(others).as(service.name()).noneSatisfy(address -> assertThat(accepts(address, service.port()))
                    .isTrue());
        }
    }

    @Test
    void tellsTheMemoryOfEachService() {
        // Given
        TestStack stack = TestStack.with(ServiceKind.values());

        // Then
        assertThat(List.<BackingService>of(stack.postgres(), stack.kafka(), stack.objectStore(), stack.redis()))
                .allSatisfy(service -> assertThat(
                                service.process().orElseThrow().memory().orElseThrow())
                        .as(service.name())
                        .isBetween(1_000_000L, 600_000_000L));
    }

    private BackingServices lasting() {
        return BackingServices.lasting(folder, folder.resolve("logs"), ports, MillraceHome.find());
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
