package io.millrace.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One client joined to the server. */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;
    private static final int LONGEST_BEGINNING = 1024;
    private static final byte[] UNAVAILABLE = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);

    private final Socket client;
    private final Socket server;
    private final Weather weather;
    private final Consumer<ProxiedConnection> onEnd;
    private volatile boolean lostBytes;
    private volatile boolean refused;
    private volatile boolean answerIsLost;

    ProxiedConnection(Socket client, Socket server, Weather weather, Consumer<ProxiedConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.weather = weather;
        this.onEnd = onEnd;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Daemon.run("fault-proxy-requests", () -> pump(client, server, false));
        Daemon.run("fault-proxy-answers", () -> pump(server, client, true));
    }

    boolean hasLostBytes() {
        return lostBytes;
    }

    /** Ends both sides as a broken line would: without a farewell. */
    void reset() {
        abort(client);
        abort(server);
        onEnd.accept(this);
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int size = input.read(chunk); size >= 0; size = input.read(chunk)) {
                Fault fault = weather.pass();
                if (answers && answerIsLost && !isInterim(chunk, size)) {
                    reset();
                    return;
                }
                if (fault == Fault.UNAVAILABLE && !answers) {
                    refuse();
                }
                if (refused || fault.swallows(answers)) {
                    lostBytes = true;
                } else {
                    // Before the server can answer.
                    answerIsLost |= !answers && weather.dooms(beginning(chunk, size));
                    output.write(chunk, 0, size);
                    output.flush();
                }
            }
            farewell(to);
        } catch (IOException e) {
            // One side is gone, by itself or because of the fault; the other must learn of it.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private static String beginning(byte[] chunk, int size) {
        return new String(chunk, 0, Math.min(size, LONGEST_BEGINNING), StandardCharsets.ISO_8859_1);
    }

    /** Whether the server says no more than that it will hear the rest of the request. */
    private static boolean isInterim(byte[] chunk, int size) {
        return beginning(chunk, size).startsWith("HTTP/1.1 100");
    }

    private void refuse() throws IOException {
        if (!refused) {
            refused = true;
            weather.refused();
            client.getOutputStream().write(UNAVAILABLE);
            client.getOutputStream().flush();
        }
    }

    /** Passes on that one side has nothing more to say; the other may still answer. */
    private void farewell(Socket to) throws IOException {
        to.shutdownOutput();
        if (client.isOutputShutdown() && server.isOutputShutdown()) {
            client.close();
            server.close();
            onEnd.accept(this);
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already, which is all that was wanted.
            return;
        }
    }
}
