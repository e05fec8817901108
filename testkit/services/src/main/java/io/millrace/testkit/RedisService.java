package io.millrace.testkit;

import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Redis 6.2 that keeps what it was given over a restart. */
public final class RedisService implements BackingService {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMEOUT_MILLIS = 2_000;

    private final ServicePlace place;
    private final Binaries binaries;
    private final ServiceProcess service;

    /** Redis at that place. */
    public RedisService(ServicePlace place, Binaries binaries) {
        this.place = place;
        this.binaries = binaries;
        this.service = new ServiceProcess("redis", place, this::accepts, Signal.TERM);
    }

    @Override
    public ServiceProcess service() {
        return service;
    }

    /** What clients take as its address. */
    public URI uri() {
        return URI.create("redis://" + address());
    }

    @Override
    public void start() {
        if (service.alreadyServes()) {
            return;
        }
        try {
            Path data = Files.createDirectories(place.folder().resolve("data"));
            service.start(ProcessCommand.in(place.folder(), line(binaries.redis(), data)));
        } catch (IOException e) {
            throw new StartException(
                    "Cannot prepare the data of Redis in %s: %s".formatted(place.folder(), Reason.of(e)), e);
        }
    }

    private List<String> line(Path server, Path data) {
        return List.of(
                server.toString(),
                "--bind",
                host(),
                "--port",
                Integer.toString(port()),
                "--dir",
                data.toString(),
                "--daemonize",
                "no",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                place.lasting() ? "everysec" : "no",
                // What was published must not vanish by itself: a full server refuses writes instead.
                "--maxmemory-policy",
                "noeviction");
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(PING);
            return Arrays.equals(socket.getInputStream().readNBytes(PONG.length), PONG);
        } catch (IOException e) {
            return false;
        }
    }
}
