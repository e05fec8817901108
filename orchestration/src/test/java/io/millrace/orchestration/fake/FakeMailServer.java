package io.millrace.orchestration.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A mail server that takes one message. */
public final class FakeMailServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(this::converse);

    public FakeMailServer() throws IOException {}

    public int port() {
        return socket.getLocalPort();
    }

    /** All that the client said, once it has said goodbye. */
    public CompletableFuture<List<String>> lines() {
        return lines;
    }

    private List<String> converse() {
        List<String> said = new ArrayList<>();
        try (Socket client = socket.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.print("220 fake\r\n");
            out.flush();
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
                if (data && !line.equals(".")) {
                    continue;
                }
                data = line.equals("DATA");
                out.print(data ? "354 go on\r\n" : line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
                out.flush();
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException("The conversation broke after " + said, e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
