package io.millrace.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** One client joined to the server. */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Weather weather;
    private final Consumer<ProxiedConnection> onEnd;
    private volatile boolean lostBytes;

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
                if (weather.pass().swallows(answers)) {
                    lostBytes = true;
                } else {
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
