package io.millrace.dashboard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.dashboard.alert.AlertBook;
import io.millrace.dashboard.alert.Alerts;
import io.millrace.dashboard.alert.Ledger;
import io.millrace.dashboard.alert.ScheduledLedger;
import io.millrace.dashboard.figure.FiguresGathering;
import io.millrace.dashboard.figure.FiguresReading;
import io.millrace.dashboard.figure.MeasureAnswers;
import io.millrace.dashboard.figure.MeasureReading;
import io.millrace.dashboard.http.DashboardServer;
import io.millrace.dashboard.http.FigureServices;
import io.millrace.dashboard.online.Documents;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.OnlineStore;
import io.millrace.dashboard.online.RedisStore;
import io.millrace.dashboard.online.StoreThreads;
import io.millrace.dashboard.pipeline.PipelineGathering;
import io.millrace.dashboard.pipeline.PipelineReading;
import io.millrace.dashboard.stream.EventHub;
import io.millrace.dashboard.stream.LiveFeed;
import io.millrace.dashboard.stream.SharedView;
import io.millrace.dashboard.stream.Told;
import io.millrace.dashboard.upstream.UpstreamClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dashboard: what gathers, what tells, and the server before them. */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    /** So many alerts go over the live stream; the others are there to be asked for. */
    private static final int ALERTS_TOLD = 20;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StoreThreads questions = new StoreThreads();
    /** Of their own, so that no number of questions keeps what moves from moving. */
    private final StoreThreads looks = new StoreThreads();

    private final OnlineStore store;
    private final LiveFeed feed;
    private final DashboardServer server;

    /** A dashboard of a pipeline that has not begun yet. */
    public Dashboard(DashboardConfig config, Pipeline pipeline) {
        // A connection for each thread, of the questions and of the looks.
        this(config, pipeline, new RedisStore(config.redis(), config.patience(), 2 * StoreThreads.THREADS));
    }

    /** The same on another online store, which it closes. */
    Dashboard(DashboardConfig config, Pipeline pipeline, OnlineStore store) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        var client = new UpstreamClient(config.patience());
        var gathering = new PipelineGathering(config.upstreams(), client, Clock.systemUTC());
        var view = new SharedView<>(gathering::gather, config.poll(), System::nanoTime);
        this.store = store;
        FigureServices figures = figures(
                config, pipeline, new ScheduledLedger(client, config.upstreams().orchestration()));
        this.feed = new LiveFeed(
                List.of(
                        new Told<>("pipeline", config.poll(), view::read, PipelineReading::state),
                        new Told<>(
                                "figures",
                                config.figuresPoll(),
                                () -> figures.now().read(),
                                FiguresReading::state),
                        new Told<>(
                                "alerts",
                                config.figuresPoll(),
                                () -> figures.book().read().thenApply(book -> book.only(Optional.empty(), ALERTS_TOLD)),
                                book -> book)),
                UUID.randomUUID().toString(),
                config.readers());
        Gauge.builder("millrace.dashboard.readers", feed.hub(), EventHub::readers)
                .description("Readers of the live stream")
                .register(metrics);
        this.server = new DashboardServer(
                config.http(),
                config.keys(),
                new DashboardServer.Services(view, figures, feed.hub(), client, config.upstreams(), metrics));
    }

    private FigureServices figures(DashboardConfig config, Pipeline pipeline, Ledger ledger) {
        Clock clock = Clock.systemUTC();
        var keys = new OnlineKeys(pipeline.name());
        var live = new LiveKeys(store, keys);
        var gathering = new FiguresGathering(pipeline, store, live, clock);
        var alerts = new Alerts(store, live, ledger, clock);
        return new FigureServices(
                pipeline,
                clock,
                new MeasureAnswers(new MeasureReading(store, live), config.poll(), questions),
                view(gathering::read, config),
                view(pipeline.figures().rules().isEmpty() ? () -> AlertBook.EMPTY : alerts::read, config),
                alerts,
                new Documents(store, keys),
                questions);
    }

    private <T> SharedView<T> view(Supplier<T> reading, DashboardConfig config) {
        return new SharedView<>(
                () -> CompletableFuture.supplyAsync(reading, looks), config.figuresPoll(), System::nanoTime);
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
        questions.close();
        looks.close();
        store.close();
        metrics.close();
    }
}
