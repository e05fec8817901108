package io.millrace.serving;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.online.Damping;
import io.millrace.serving.http.ApiServer;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.live.LiveFollow;
import io.millrace.serving.live.LiveMetrics;
import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.recommend.AfterAnswer;
import io.millrace.serving.recommend.AnswerLog;
import io.millrace.serving.recommend.CrowdLists;
import io.millrace.serving.recommend.DampedItems;
import io.millrace.serving.recommend.Explanations;
import io.millrace.serving.recommend.Facts;
import io.millrace.serving.recommend.LiveUsers;
import io.millrace.serving.recommend.Recommender;
import io.millrace.serving.recommend.SessionRecommender;
import io.millrace.serving.recommend.ShadowRanking;
import io.millrace.serving.recommend.SimilarLists;
import io.millrace.serving.recommend.UserLookup;
import io.millrace.serving.recommend.Users;
import io.millrace.serving.store.GuardedStore;
import io.millrace.serving.store.MeteredStore;
import io.millrace.serving.store.OnlineStore;
import io.millrace.serving.store.RedisOnlineStore;
import io.millrace.serving.view.ClickMetrics;
import io.millrace.serving.view.Composition;
import io.millrace.serving.view.FacetNames;
import io.millrace.serving.view.ViewMetrics;
import io.millrace.serving.view.ViewRefresh;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: a view that follows the online store, and a server that answers from it. */
public final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    /** One to keep them, and some for those who want to see them. */
    private static final int CONNECTIONS_FOR_ANSWERS = 4;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OnlineStore requests;
    private final OnlineStore answers;
    private final ViewRefresh views;
    private final LiveFollow live;
    private final ProgressWatch progress;
    private final AnswerLog log;
    private final ShadowRanking shadow;
    private final ClickMetrics clicks;
    private final ApiServer server;

    /**
     * The ways to the same store.
     *
     * @param requests asked once in every request
     * @param loading asked for whole models; slow answers are normal there
     * @param following asked for the changes of live items, and waits for them
     * @param answers keeps answers; what goes wrong with them keeps no list from being answered
     */
    record Stores(OnlineStore requests, OnlineStore loading, OnlineStore following, OnlineStore answers) {}

    /**
     * How much there may be of what is not asked for.
     *
     * @param waiting for a position
     * @param answers that are kept to be explained
     * @param shadowed requests in a second for which a shadowed model ranks
     */
    record Limits(ProgressWatch.Limits waiting, AnswerLog.Limits answers, int shadowed) {}

    /**
     * What makes items what they are in lists.
     *
     * @param damping of those that a user saw and did not click
     */
    record Taste(FacetNames facets, Damping damping) {}

    Serving(Stores stores, Taste taste, Duration poll, Limits limits, HttpConfig http) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        Clock clock = Clock.systemUTC();
        var composition = new Composition(taste.facets());
        this.requests = new GuardedStore(new MeteredStore(stores.requests(), metrics));
        this.answers = new GuardedStore(new MeteredStore(stores.answers(), metrics));
        this.views = new ViewRefresh(stores.loading(), composition, poll, clock, metrics);
        this.live = new LiveFollow(stores.following(), composition, poll);
        this.progress = new ProgressWatch(requests, live, limits.waiting());
        this.log = new AnswerLog(answers, limits.answers(), metrics);
        this.shadow = new ShadowRanking(views::view, answers, limits.shadowed(), metrics);
        this.clicks = new ClickMetrics(answers, clock, metrics);
        new ViewMetrics(views, clock).bindTo(metrics);
        new LiveMetrics(live, progress, composition, clock).bindTo(metrics);
        var users = new UserLookup(
                new LiveUsers(requests, live::current),
                new Users(requests),
                new DampedItems(requests, taste.damping(), clock));
        var after = new AfterAnswer(log, shadow);
        this.server = new ApiServer(
                http,
                new ApiServer.Services(
                        views,
                        new Recommender(views, users, after, clock),
                        new CrowdLists(views, log, clock),
                        new SimilarLists(views, users, log, clock),
                        new SessionRecommender(views, after, clock),
                        new Facts(views, users, clock),
                        shadow,
                        new Explanations(log, views),
                        live,
                        progress,
                        metrics));
    }

    /** The service on Redis. */
    public static Serving of(ServingConfig config) {
        // One connection more than requests: for the watch over positions that are waited for.
        int connections = config.http().concurrent() + 1;
        return new Serving(
                new Stores(
                        new RedisOnlineStore(config.redis(), config.keys(), config.redisTimeout(), connections),
                        new RedisOnlineStore(config.redis(), config.keys(), config.loadTimeout(), 1),
                        new RedisOnlineStore(config.redis(), config.keys(), config.loadTimeout(), 1),
                        new RedisOnlineStore(
                                config.redis(), config.keys(), config.redisTimeout(), CONNECTIONS_FOR_ANSWERS)),
                new Taste(config.facets(), config.damping()),
                config.poll(),
                new Limits(config.waiting(), config.answers(), config.shadowed()),
                config.http());
    }

    /** Begins to follow the store and to answer. */
    public void start() {
        views.start();
        live.start();
        shadow.start();
        clicks.start();
        server.start();
        LOG.info("Answering on port {}", server.port());
    }

    /** Waits until the service ends, or any of what it does in the background. */
    public void await() throws InterruptedException {
        try {
            CompletableFuture.anyOf(views.end(), live.end(), progress.end(), clicks.end(), shadow.end())
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Following the online store ended", e.getCause());
        }
    }

    /** The port that was opened. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        progress.close();
        server.close();
        views.close();
        live.close();
        clicks.close();
        log.close();
        shadow.close();
        answers.close();
        requests.close();
        metrics.close();
    }
}
