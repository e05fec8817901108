package io.millrace.testkit;

import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.Signal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;

/**
 * A Kafka broker, the first of which is its own controller and as a rule the only one; topics exist only when someone creates
 * them.
 */
public final class KafkaService implements BackingService {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final String HEAP = "320m";

    private final ServicePlace place;
    private final MillraceHome home;
    private final int node;
    private final KafkaService first;
    private final ServiceProcess service;

    /** Kafka at that place; its controller listens on the port after. */
    public KafkaService(ServicePlace place, MillraceHome home) {
        this(place, home, 1, null);
    }

    private KafkaService(ServicePlace place, MillraceHome home, int node, KafkaService first) {
        this.place = place;
        this.home = home;
        this.node = node;
        this.first = first;
        this.service = new ServiceProcess("kafka", place, this::accepts, Signal.TERM);
    }

    /**
     * One more broker of the cluster of this one, for topics of several copies.
     *
     * @param other its number, from 2 on
     */
    public KafkaService joined(ServicePlace at, int other) {
        return new KafkaService(at, home, other, this);
    }

    @Override
    public ServiceProcess service() {
        return service;
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address();
    }

    @Override
    public void start() {
        if (service.alreadyServes()) {
            return;
        }
        if (first == null && !FreePorts.isFree(controllerPort())) {
            throw new StartException(
                    "Port %d, which Kafka's controller needs, is taken by another program; stop that program or choose other ports"
                            .formatted(controllerPort()));
        }
        try {
            Path properties = place.folder().resolve("server.properties");
            Files.writeString(
                    properties,
                    first == null
                            ? KafkaProperties.of(place, controllerPort())
                            : KafkaProperties.joining(place, node, first.controllerPort()));
            format(properties);
            service.start(
                    program("kafka.Kafka").withArguments(properties.toString()).command(place.folder()));
        } catch (IOException e) {
            throw new StartException(
                    "Cannot prepare the data of Kafka in %s: %s".formatted(place.folder(), Reason.of(e)), e);
        }
    }

    private void format(Path properties) throws IOException {
        Path done = place.folder().resolve("formatted");
        if (Files.exists(done)) {
            return;
        }
        ShortRun.of(
                "format the storage of Kafka",
                program("kafka.tools.StorageTool")
                        // One argument: every 64th id begins with a dash, and would be taken for an option.
                        .withArguments("format", "--cluster-id=" + clusterId(), "--config", properties.toString())
                        .withArguments("--ignore-formatted")
                        .command(place.folder()));
        Files.createFile(done);
    }

    private JavaProgram program(String mainClass) {
        JavaProgram program = JavaProgram.of(home.module("testkit/kafka-broker"), mainClass)
                .withHeap(HEAP)
                .withJvmFlags("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto")
                .withJvmFlags("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .withJvmFlags("-Dorg.slf4j.simpleLogger.showDateTime=true")
                .withJvmFlags("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        return place.lasting() ? program : program.shortLived();
    }

    private int controllerPort() {
        return place.port() + 1;
    }

    private String clusterId() throws IOException {
        if (first == null) {
            return newClusterId();
        }
        var known = new Properties();
        try (Reader file = Files.newBufferedReader(first.place.folder().resolve("data/meta.properties"))) {
            known.load(file);
        }
        return known.getProperty("cluster.id");
    }

    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Asks which requests it knows: it answers that only once it has joined its own cluster. */
    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            int apiVersions = 18;
            int correlation = 42;
            request.writeInt(10);
            request.writeShort(apiVersions);
            request.writeShort(0);
            request.writeInt(correlation);
            request.writeShort(-1);
            request.flush();
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > Integer.BYTES && answer.readInt() == correlation;
        } catch (IOException e) {
            return false;
        }
    }
}
