package io.millrace.dashboard.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.pipeline.PipelineReading;
import io.millrace.dashboard.stream.EventHub;
import io.millrace.dashboard.stream.SharedView;
import io.millrace.dashboard.upstream.UpstreamClient;
import io.millrace.dashboard.upstream.Upstreams;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The door to the page and to what it asks for. Readers of the stream cost no threads. */
public final class DashboardServer implements AutoCloseable {
    private static final int THREADS = 24;
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final int LARGEST_BODY = 4 * 1024;
    /** An id in a path may be any text; it is handed on as it was sent. */
    private static final UriCompliance ANY_ID = UriCompliance.RFC3986.with(
            "any id",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER);

    private final Server server;
    private final ServerConnector connector;
    private final HttpConfig config;

    /** What the server answers with. */
    public record Services(
            SharedView<PipelineReading> view,
            FigureServices figures,
            EventHub hub,
            UpstreamClient client,
            Upstreams upstreams,
            PrometheusMeterRegistry metrics) {}

    /** A server whose port is not open yet. */
    public DashboardServer(HttpConfig config, Keys keys, Services services) {
        this.config = config;
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        this.server = new Server(threads);
        var protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        protocol.setRequestHeaderSize(LARGEST_HEADERS);
        protocol.setUriCompliance(ANY_ID);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.connections(), connector));
        server.setErrorHandler(new ProblemPages());
        // A page asks again for what it does not get: nobody waits for its connections at the end.
        server.setStopTimeout(0);
        server.setHandler(handler(keys, services, SocketRoutes.of(server, services.hub(), config.idleTimeout())));
    }

    private static Handler handler(Keys keys, Services services, SocketRoutes sockets) {
        var door = new Door(keys);
        List<Route> routes = new ArrayList<>(PageFiles.routes());
        routes.addAll(new WatchRoutes(services.metrics()).all());
        routes.addAll(new SessionRoutes(keys, door).all());
        routes.addAll(new PipelineRoutes(services.view(), services.hub()).all());
        routes.addAll(sockets.all());
        routes.addAll(new FigureRoutes(services.figures()).all());
        routes.addAll(new AlertRoutes(services.figures(), door).all());
        routes.addAll(new DocumentRoutes(
                        services.figures().documents(), services.figures().threads())
                .all());
        routes.addAll(new RelayRoutes(services.client(), services.upstreams()).all());
        var limits = new SizeLimitHandler(LARGEST_BODY, -1);
        limits.setHandler(new RequestHandler(routes, door));
        return limits;
    }

    /**
     * Opens the port.
     *
     * @throws PipelineException of kind ENVIRONMENT if it is taken
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Cannot listen on %s:%d (%s); free the port, or choose another with dashboard.http.port"
                            .formatted(config.host(), config.port(), e.getMessage()),
                    e);
        }
    }

    /** The port that was opened. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where the page is. */
    public String url() {
        return "http://%s:%d/".formatted(config.host(), port());
    }

    /** Closes the port. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new PipelineException(FailureKind.INTERNAL, "The server did not stop in good order", e);
        }
    }
}
