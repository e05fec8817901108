package io.millrace.serving;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.serving.http.ApiServer;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.Recommender;
import io.millrace.serving.recommend.Users;
import io.millrace.serving.store.GuardedStore;
import io.millrace.serving.store.MeteredStore;
import io.millrace.serving.store.OnlineStore;
import io.millrace.serving.store.RedisOnlineStore;
import io.millrace.serving.view.ViewMetrics;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: a view that follows the online store, and a server that answers from it. */
public final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OnlineStore requests;
    private final ViewRefresh views;
    private final ApiServer server;

    /**
     * Builds the service on two ways to the same store.
     *
     * @param requests asked once in every request
     * @param loading asked for whole models; slow answers are normal there
     */
    Serving(OnlineStore requests, OnlineStore loading, Duration poll, HttpConfig http) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        Clock clock = Clock.systemUTC();
        this.requests = new GuardedStore(new MeteredStore(requests, metrics));
        this.views = new ViewRefresh(loading, poll, clock, metrics);
        new ViewMetrics(views, clock).bindTo(metrics);
        var users = new Users(this.requests);
        this.server = new ApiServer(
                http,
                new ApiServer.Services(
                        views, new Recommender(views, users, clock), new Facts(views, users, clock), metrics));
    }

    /** The service on Redis. */
    public static Serving of(ServingConfig config) {
        return new Serving(
                new RedisOnlineStore(
                        config.redis(),
                        config.keys(),
                        config.redisTimeout(),
                        config.http().concurrent()),
                new RedisOnlineStore(config.redis(), config.keys(), config.loadTimeout(), 1),
                config.poll(),
                config.http());
    }

    /** Begins to follow the store and to answer. */
    public void start() {
        views.start();
        server.start();
        LOG.info("Answering on port {}", server.port());
    }

    /** Waits until the service ends. */
    public void await() throws InterruptedException {
        views.await();
    }

    /** The port that was opened. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        views.close();
        requests.close();
        metrics.close();
    }
}
