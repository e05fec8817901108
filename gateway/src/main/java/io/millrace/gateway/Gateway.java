package io.millrace.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.PipelineException;
import io.millrace.gateway.access.RateLimits;
import io.millrace.gateway.feedback.ServedModels;
import io.millrace.gateway.http.GatewayServer;
import io.millrace.gateway.http.GatewayStatus;
import io.millrace.gateway.intake.EventCheck;
import io.millrace.gateway.intake.EventIntake;
import io.millrace.gateway.intake.EventLog;
import io.millrace.gateway.intake.InFlight;
import io.millrace.gateway.intake.IntakeMetrics;
import io.millrace.gateway.kafka.EventTopics;
import io.millrace.gateway.kafka.KafkaEventLog;
import io.millrace.gateway.kafka.TopicWatch;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intake of events. It keeps nothing itself: any number of them may run, and an event that it has accepted is in
 * Kafka.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GatewayServer server;
    private final Surroundings around;

    /**
     * What the gateway works with.
     *
     * @param log where events go
     * @param unavailable why nothing can be sent yet
     * @param notReady why what is sent would not be acknowledged
     * @param models whether recommendations can come from this model
     * @param begin makes the topics, and asks for the models
     * @param end completes when one of these has ended
     * @param close lets go
     */
    record Surroundings(
            EventLog log,
            Supplier<Optional<String>> unavailable,
            Supplier<Optional<String>> notReady,
            Predicate<String> models,
            Runnable begin,
            CompletableFuture<?> end,
            Runnable close) {}

    Gateway(GatewayConfig config, Surroundings around, Clock clock) {
        this.around = around;
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        ApiKeys keys = ApiKeys.parse(config.keys());
        var counts = new IntakeMetrics(metrics, around.models());
        // Only one caller can keep nobody out.
        var inFlight = new InFlight(
                config.http().inFlightRequests(),
                config.http().inFlightBytes(),
                keys.names().size() > 1);
        Gauge.builder("millrace.gateway.in.flight.requests", inFlight, InFlight::requests)
                .description("Requests that are read or wait for Kafka")
                .register(metrics);
        Gauge.builder("millrace.gateway.in.flight.bytes", inFlight, InFlight::bytes)
                .description("Bytes of memory that they take")
                .register(metrics);
        this.server = new GatewayServer(
                config.http(),
                config.answeredNames(),
                new GatewayServer.Services(
                        keys,
                        new RateLimits(
                                keys.names(),
                                config.rate().perSecond(),
                                config.rate().burst(),
                                System::nanoTime),
                        inFlight,
                        new EventCheck(config.pipeline().events(), config.maxEventBytes(), clock),
                        new EventIntake(around.log(), counts),
                        counts,
                        metrics,
                        around.unavailable(),
                        around.notReady(),
                        () -> new GatewayStatus(
                                config.pipeline().name(),
                                around.notReady().get(),
                                config.pipeline().events().stream()
                                        .collect(Collectors.toMap(EventType::name, EventType::topic)),
                                keys.names(),
                                inFlight.requests(),
                                inFlight.bytes())));
    }

    /** The gateway on Kafka. */
    public static Gateway of(GatewayConfig config) {
        var log = new KafkaEventLog(config.kafka());
        var topics =
                new TopicWatch(new EventTopics(config.kafka(), config.pipeline().events()));
        var models = new ServedModels(config.serving());
        // No event waits for what serving says, so that whatever ends the questions ends nothing else.
        models.end().whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.error("Serving is not asked for its models any more; clicks on new ones count as 'other'", failure);
            }
        });
        return new Gateway(
                config,
                new Surroundings(
                        log,
                        // Once the topics were there, each send finds out by itself, and the answer says what became of
                        // it.
                        () -> topics.haveBeenSeen() ? Optional.empty() : topics.problem(),
                        topics::problem,
                        models::contain,
                        () -> {
                            topics.start();
                            models.start();
                        },
                        CompletableFuture.anyOf(topics.end(), log.end()),
                        () -> {
                            models.close();
                            topics.close();
                            log.close();
                        }),
                Clock.systemUTC());
    }

    /** Begins to answer; events are taken as soon as their topics are there. */
    public void start() {
        around.begin().run();
        server.start();
        LOG.info("Taking events on port {}", server.port());
    }

    /** Waits until the gateway ends. */
    public void await() throws InterruptedException {
        try {
            around.end().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PipelineException known) {
                throw known;
            }
            throw new IllegalStateException("A part of the gateway ended", e.getCause());
        }
    }

    /** The port that was opened. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        around.close().run();
        metrics.close();
    }
}
