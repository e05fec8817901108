package io.millrace.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Stands between a client and a server of this machine, passes every byte on, and breaks that when told to.
 *
 * <p>A service that tells its clients its own address, such as Kafka, is reached past the proxy after the first answer.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Weather weather = new Weather();

    private FaultProxy(InetSocketAddress target, ServerSocket door) {
        this.target = target;
        this.door = door;
    }

    /** A proxy for that server, on a free port of 127.0.0.1, that passes everything on. */
    public static FaultProxy to(String host, int port) {
        try {
            ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            FaultProxy proxy = new FaultProxy(new InetSocketAddress(host, port), door);
            Daemon.run("fault-proxy-" + door.getLocalPort(), proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a port for the fault proxy", e);
        }
    }

    /** Where clients connect to. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port that clients connect to. */
    public int port() {
        return door.getLocalPort();
    }

    /** How many clients are connected now. */
    public int connections() {
        return connections.size();
    }

    /** Resets every connection once; new ones are welcome. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets every connection, and each new one at once, until {@link #restore()}. */
    public void cut() {
        weather.become(Fault.CUT);
        reset();
    }

    /** Holds every byte back, in both directions, until {@link #restore()}; nothing is lost. */
    public void freeze() {
        weather.become(Fault.FREEZE);
    }

    /** Lets requests through and throws the answers away, until {@link #restore()}: the client cannot know what took place. */
    public void swallowAnswers() {
        weather.become(Fault.SWALLOW_ANSWERS);
    }

    /** Answers each HTTP request with 503, until {@link #restore()}; the server sees none of them. */
    public void refuse() {
        weather.become(Fault.UNAVAILABLE);
    }

    /** How many requests {@link #refuse()} has answered since it was asked for. */
    public int refusals() {
        return weather.refusals();
    }

    /**
     * Lets requests that begin like this through and ends their connection instead of passing the answer on, so many
     * times: what they asked for has been done, and the client cannot know.
     */
    public void loseAnswers(Pattern requests, int times) {
        weather.loseAnswers(requests, times);
    }

    /** How many answers were lost since that was last asked for. */
    public int answersLost() {
        return weather.answersLost();
    }

    /** Throws away what passes in both directions, until {@link #restore()}. */
    public void swallowAll() {
        weather.become(Fault.SWALLOW_ALL);
    }

    /** Passes each piece of data on at least so much later, in each direction; zero for none. */
    public void delay(Duration delay) {
        weather.delay(delay);
    }

    /** Passes everything on again; connections that have lost bytes are reset, for they make no sense any more. */
    public void restore() {
        weather.become(Fault.NONE);
        weather.delay(Duration.ZERO);
        connections.stream().filter(ProxiedConnection::hasLostBytes).forEach(ProxiedConnection::reset);
    }

    /** Resets all connections and gives the port back. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the port of the fault proxy", e);
        }
        weather.become(Fault.CUT);
        reset();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            Socket client = acceptOne();
            if (client != null) {
                join(client);
            }
        }
    }

    private Socket acceptOne() {
        try {
            return door.accept();
        } catch (IOException e) {
            // Either the proxy was closed, which ends the loop, or one client left before it was served.
            return null;
        }
    }

    private void join(Socket client) {
        Socket server = new Socket();
        ProxiedConnection connection = new ProxiedConnection(client, server, weather, connections::remove);
        if (weather.fault() == Fault.CUT) {
            connection.reset();
            return;
        }
        try {
            server.connect(target, CONNECT_MILLIS);
            connections.add(connection);
            connection.start();
        } catch (IOException e) {
            // The client sees what it would see without a proxy: no server.
            connection.reset();
        }
    }
}
