package io.millrace.workloads.shop.intake.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.intake.kafka.EventLog;
import io.millrace.workloads.shop.intake.write.Receipt;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
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

/** The door of the shop. What is in flight is bounded; health and metrics are answered beside it. */
public final class IntakeServer implements AutoCloseable {
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final long GRACE_MILLIS = 12_000;
    /** Of work: nobody waits on a thread, but each may hold a body as a tree. */
    private static final int THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final IntakeHttpConfig config;
    private final Semaphore places;

    /**
     * What the server answers with.
     *
     * @param notTaking why nothing can be taken now, if so
     * @param notWriting why what is taken has to wait, if so
     * @param waiting records that are not in the database yet
     */
    public record Services(
            EventLog log,
            Function<String, CompletableFuture<Optional<Receipt>>> receipts,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> notTaking,
            Supplier<Optional<String>> notWriting,
            LongSupplier waiting,
            Clock clock) {}

    /** A server whose port is still closed. */
    public IntakeServer(IntakeHttpConfig config, Services services) {
        this.config = config;
        this.places = new Semaphore(config.inFlightRequests());
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.connections(), connector));
        server.setErrorHandler(new ProblemPages());
        server.setHandler(new RequestMetrics(services.metrics(), new GracefulHandler(routes(services))));
        server.setStopTimeout(GRACE_MILLIS);
        Gauge.builder("millrace.shop.intake.in.flight", this, IntakeServer::inFlight)
                .description("Requests that are read or wait for Kafka")
                .register(services.metrics());
    }

    private static HttpConfiguration protocol() {
        var protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        protocol.setRequestHeaderSize(LARGEST_HEADERS);
        return protocol;
    }

    private Handler routes(Services services) {
        var routes = new PathMappingsHandler();
        var events = new Guard(
                new EventHandler(services.log(), services.notTaking(), services.clock(), config, places), config.key());
        routes.addMapping(PathSpec.from(EventRoute.ORDERS + "/*"), events);
        routes.addMapping(PathSpec.from(EventRoute.PRODUCTS + "/*"), events);
        routes.addMapping(
                PathSpec.from(ReceiptHandler.PATH + "*"),
                new Guard(new ReceiptHandler(services.receipts()), config.key()));
        routes.addMapping(
                PathSpec.from("/"),
                new WatchHandler(
                        () -> new IntakeStatus(
                                services.notTaking().get(),
                                services.notWriting().get(),
                                inFlight(),
                                services.waiting().getAsLong()),
                        services.metrics()));
        return routes;
    }

    private int inFlight() {
        return config.inFlightRequests() - places.availablePermits();
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
                    "Cannot listen on %s:%d (%s); free the port, or choose another with shop-intake.http.port"
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
