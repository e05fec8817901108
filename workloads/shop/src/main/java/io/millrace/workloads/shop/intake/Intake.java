package io.millrace.workloads.shop.intake;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.intake.http.IntakeServer;
import io.millrace.workloads.shop.intake.kafka.IntakeTopics;
import io.millrace.workloads.shop.intake.kafka.KafkaEventLog;
import io.millrace.workloads.shop.intake.kafka.TopicWatch;
import io.millrace.workloads.shop.intake.write.EventWriter;
import io.millrace.workloads.shop.intake.write.IntakeMetrics;
import io.millrace.workloads.shop.intake.write.Receipts;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop's door, its topics, and who writes from there to its database. */
public final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TopicWatch topics;
    private final KafkaEventLog log;
    private final EventWriter writer;
    private final Receipts receipts;
    private final IntakeServer server;

    public Intake(IntakeConfig config) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        var counts = new IntakeMetrics(metrics);
        this.topics = new TopicWatch(new IntakeTopics(config.kafka()));
        this.log = new KafkaEventLog(config.kafka());
        this.writer = new EventWriter(config.kafka(), config.database(), counts);
        this.receipts = new Receipts(config.database());
        this.server = new IntakeServer(
                config.http(),
                new IntakeServer.Services(
                        log,
                        receipts::find,
                        metrics,
                        topics::problem,
                        writer::problem,
                        counts::waiting,
                        Clock.systemUTC()));
    }

    /** Begins to answer; orders are taken as soon as their topic is there, whether the database is or not. */
    public void start() {
        topics.seen().thenRun(log::prepare);
        topics.seen().thenRun(writer::start);
        topics.start();
        server.start();
        LOG.info("Taking orders and products on port {}", server.port());
    }

    /** Waits until a part of it ends. */
    public void await() throws InterruptedException {
        try {
            CompletableFuture.anyOf(topics.end(), log.end(), writer.end()).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PipelineException known) {
                throw known;
            }
            throw new IllegalStateException("A part of the intake ended", e.getCause());
        }
    }

    /** The port that was opened. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        topics.close();
        log.close();
        writer.close();
        receipts.close();
        metrics.close();
    }
}
