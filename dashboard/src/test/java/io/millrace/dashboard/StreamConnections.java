package io.millrace.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections to the live stream of which nothing is taken until one thread reads them all. */
final class StreamConnections implements AutoCloseable {
    private static final Pattern ROWS = Pattern.compile("\"rows\":(\\d+),");
    /** So little is on its way to one who takes nothing. */
    private static final int RECEIVED = 4 * 1024;

    private static final int READ = 64 * 1024;
    private static final int LONGEST_MATCH = 32;

    private final List<Connection> connections = new ArrayList<>();
    private final Selector selector;

    private StreamConnections() throws IOException {
        selector = Selector.open();
    }

    /** A connection and what was read of it. */
    private static final class Connection {
        private final SocketChannel channel;
        private String carried = "";
        private volatile long mostRows;
        private volatile boolean ended;

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }

        private void read(ByteBuffer buffer) {
            buffer.clear();
            try {
                ended = channel.read(buffer) < 0;
            } catch (IOException cut) {
                ended = true;
            }
            String text = carried + StandardCharsets.ISO_8859_1.decode(buffer.flip());
            Matcher rows = ROWS.matcher(text);
            while (rows.find()) {
                mostRows = Math.max(mostRows, Long.parseLong(rows.group(1)));
            }
            carried = text.substring(Math.max(0, text.length() - LONGEST_MATCH));
        }
    }

    /**
     * Opens so many, and asks for the stream on each.
     *
     * @param meanwhile is run after each, so that those before it do not stand still
     */
    static StreamConnections open(int port, int number, Runnable meanwhile) throws IOException {
        var all = new StreamConnections();
        for (int each = 0; each < number; each++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(
                    "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            all.connections.add(new Connection(channel));
            meanwhile.run();
        }
        return all;
    }

    /** Reads them from now on. */
    void read() throws IOException {
        for (Connection connection : connections) {
            connection.channel.configureBlocking(false);
            connection.channel.register(selector, SelectionKey.OP_READ, connection);
        }
        var thread = new Thread(this::readAll, "stream-connections");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocate(READ);
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    Connection connection = (Connection) key.attachment();
                    connection.read(buffer);
                    if (connection.ended) {
                        key.cancel();
                    }
                });
            }
        } catch (ClosedSelectorException e) {
            // That is how it ends.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many of them were told of so many rows of a table. */
    long told(long rows) {
        return connections.stream()
                .filter(connection -> connection.mostRows >= rows)
                .count();
    }

    /** How many of them the server has ended. */
    long ended() {
        return connections.stream().filter(connection -> connection.ended).count();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Connection connection : connections) {
            connection.channel.close();
        }
    }
}
