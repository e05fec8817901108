package io.millrace.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.gateway.access.RateLimits;
import io.millrace.gateway.intake.EventCheck;
import io.millrace.gateway.intake.EventIntake;
import io.millrace.gateway.intake.InFlight;
import io.millrace.gateway.intake.IntakeMetrics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The door for events. What is in flight is bounded; health and metrics are answered beside it. */
public final class GatewayServer implements AutoCloseable {
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final long GRACE_MILLIS = 15_000;
    /** Of work: nobody waits on a thread, but each may hold a body as a tree. */
    private static final int THREADS = 12;

    private final Server server;
    private final ServerConnector connector;
    private final HttpConfig config;

    /**
     * What the server answers with.
     *
     * @param unavailable why events cannot be taken at all yet, if so
     * @param notReady why the service is not ready, if so
     */
    public record Services(
            ApiKeys keys,
            RateLimits rates,
            InFlight inFlight,
            EventCheck check,
            EventIntake intake,
            IntakeMetrics counts,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> unavailable,
            Supplier<Optional<String>> notReady,
            Supplier<GatewayStatus> status) {}

    /**
     * A server whose port is still closed.
     *
     * @param names to which it answers, besides those of this machine; nothing where it answers to any
     */
    public GatewayServer(HttpConfig config, Optional<Set<String>> names, Services services) {
        this.config = config;
        this.server = new Server(threads());
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.connections(), connector));
        server.setErrorHandler(new ProblemPages());
        Handler routes = names.<Handler>map(others -> new OwnNames(routes(services), others))
                .orElseGet(() -> routes(services));
        server.setHandler(new RequestMetrics(services.metrics(), new GracefulHandler(routes)));
        server.setStopTimeout(GRACE_MILLIS);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        return threads;
    }

    private static HttpConfiguration protocol() {
        var protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        protocol.setRequestHeaderSize(LARGEST_HEADERS);
        return protocol;
    }

    private Handler routes(Services services) {
        var parts = new IntakeHandler.Parts(
                services.keys(),
                services.rates(),
                services.inFlight(),
                services.check(),
                services.intake(),
                services.counts(),
                services.unavailable());
        var routes = new PathMappingsHandler();
        for (IntakeForm form : IntakeForm.values()) {
            routes.addMapping(
                    PathSpec.from(form.path()), config.origins().before(new IntakeHandler(form, parts, config)));
        }
        routes.addMapping(
                PathSpec.from("/"), new WatchHandler(services.notReady(), services.status(), services.metrics()));
        return routes;
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
                    "Cannot listen on %s:%d (%s); free the port, or choose another with gateway.http.port"
                            .formatted(config.host(), config.port(), e.getMessage()),
                    e);
        }
    }

    /** The port that was opened. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Lets the requests that are being answered end, then closes the port. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new PipelineException(FailureKind.INTERNAL, "The server did not stop in good order", e);
        }
    }
}
