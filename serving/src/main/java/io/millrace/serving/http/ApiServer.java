package io.millrace.serving.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.LiveFollow;
import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.recommend.CrowdLists;
import io.millrace.serving.recommend.Explanations;
import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.Recommender;
import io.millrace.serving.recommend.SessionRecommender;
import io.millrace.serving.recommend.ShadowRanking;
import io.millrace.serving.recommend.SimilarLists;
import io.millrace.serving.view.ViewRefresh;
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
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The public door.
 *
 * <p>So many requests of the product are worked on at a time, so many more wait without a thread, and the rest is told at
 * once to come back later; health and metrics never wait. Neither a thread nor a turn waits for a client that does not read
 * its answer.
 */
public final class ApiServer implements AutoCloseable {
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final long GRACE_MILLIS = 5_000;
    /** How long a request that is under way at the end may pause, while its body comes or its answer goes. */
    private static final long PAUSE_AT_END_MILLIS = 1_000;
    /** For accepting, selecting, and answering those who are turned away. */
    private static final int SPARE_THREADS = 12;
    /**
     * An id may be any text: paths are matched as they were sent, then decoded piece by piece and refused with a reason
     * where they are not UTF-8.
     */
    private static final UriCompliance ANY_ID = UriCompliance.RFC3986.with(
            "any id",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.BAD_PERCENT_ENCODING,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.UTF16_ENCODINGS);

    private final Server server;
    private final ServerConnector connector;
    private final ConnectionWatch connections;
    private final HttpConfig config;

    /** What the server answers with. */
    public record Services(
            ViewRefresh views,
            Recommender recommender,
            CrowdLists crowd,
            SimilarLists similar,
            SessionRecommender sessions,
            Facts facts,
            ShadowRanking shadow,
            Explanations explanations,
            LiveFollow live,
            ProgressWatch progress,
            PrometheusMeterRegistry metrics) {}

    public ApiServer(HttpConfig config, Services services) {
        this.config = config;
        this.server = new Server(threads(config));
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        connector.setShutdownIdleTimeout(PAUSE_AT_END_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.connections(), connector));
        var answers = new Answers();
        server.setErrorHandler(new ProblemPages(answers, config.idleTimeout()));
        var routes = new RouteTable(routes(services, answers));
        // Outside of the queue, so that who waits for a position, or sends slowly, takes nobody's turn.
        var reading = new BodyReading(
                routes,
                config.queue() + config.concurrent(),
                config.idleTimeout(),
                queueing(new ApiHandler(routes, answers)));
        var awaiting = new PositionWait(routes, services.progress(), reading);
        var underWay = new GracefulHandler(awaiting);
        Gauge.builder("millrace.serving.requests.under.way", underWay, GracefulHandler::getCurrentRequestCount)
                .description("Requests that have come and are not answered yet")
                .register(services.metrics());
        this.connections = new ConnectionWatch(config.idleTimeout(), new RequestMetrics(services.metrics(), underWay));
        connector.addBean(connections, false);
        server.setHandler(connections);
        server.setStopTimeout(GRACE_MILLIS);
    }

    private static QueuedThreadPool threads(HttpConfig config) {
        var threads = new QueuedThreadPool(config.concurrent() + SPARE_THREADS);
        threads.setName("http");
        return threads;
    }

    private static HttpConfiguration protocol() {
        var protocol = new HttpConfiguration();
        protocol.setSendServerVersion(false);
        protocol.setRequestHeaderSize(LARGEST_HEADERS);
        protocol.setUriCompliance(ANY_ID);
        return protocol;
    }

    private static List<Route> routes(Services services, Answers answers) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(Routes.product(services, answers));
        routes.addAll(new WatchRoutes(services.views(), services.live(), services.metrics(), answers).all());
        return routes;
    }

    private Handler queueing(Handler handler) {
        var queueing = new QoSHandler(handler);
        queueing.includePath(Routes.PRODUCT);
        queueing.setMaxRequestCount(config.concurrent());
        queueing.setMaxSuspendedRequestCount(config.queue());
        queueing.setMaxSuspend(config.patience());
        return new Turns(queueing);
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
                    "Cannot listen on %s:%d (%s); free the port, or choose another with serving.http.port"
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
        // A connection that asks for nothing just now is nothing to wait for.
        connections.closeIdle();
        try {
            server.stop();
        } catch (Exception e) {
            throw new PipelineException(FailureKind.INTERNAL, "The server did not stop in good order", e);
        }
    }
}
