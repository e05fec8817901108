package io.millrace.dashboard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.dashboard.http.DashboardServer;
import io.millrace.dashboard.pipeline.PipelineGathering;
import io.millrace.dashboard.pipeline.PipelineView;
import io.millrace.dashboard.stream.EventHub;
import io.millrace.dashboard.stream.PipelineFeed;
import io.millrace.dashboard.upstream.UpstreamClient;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dashboard: what gathers, what tells, and the server before them. */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PipelineFeed feed;
    private final DashboardServer server;

    /** A dashboard that has not begun yet. */
    public Dashboard(DashboardConfig config) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        var client = new UpstreamClient(config.patience());
        var gathering = new PipelineGathering(config.upstreams(), client, Clock.systemUTC());
        var view = new PipelineView(gathering::gather, config.poll(), System::nanoTime);
        this.feed = new PipelineFeed(view, config.poll(), UUID.randomUUID().toString(), config.readers());
        Gauge.builder("millrace.dashboard.readers", feed.hub(), EventHub::readers)
                .description("Readers of the live stream")
                .register(metrics);
        this.server = new DashboardServer(
                config.http(),
                config.keys(),
                new DashboardServer.Services(view, feed.hub(), client, config.upstreams(), metrics));
    }

    /** Opens the port and begins to tell. */
    public void start() {
        feed.start();
        server.start();
        LOG.info("The page is at {}", server.url());
    }

    /** Waits until the dashboard ends. */
    public void await() throws InterruptedException {
        try {
            feed.end().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Looking at the pipeline ended", e.getCause());
        }
    }

    /** The port that was opened. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        feed.close();
        server.close();
        metrics.close();
    }
}
