package io.millrace.streaming;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.streaming.event.EventStage;
import io.millrace.streaming.feedback.GlanceFollow;
import io.millrace.streaming.kafka.LiveTopics;
import io.millrace.streaming.kafka.SchemaTopic;
import io.millrace.streaming.kafka.StreamsProperties;
import io.millrace.streaming.online.RedisFigures;
import io.millrace.streaming.online.RedisStore;
import io.millrace.streaming.row.PipelineRoles;
import io.millrace.streaming.status.LiveBoard;
import io.millrace.streaming.topology.FigureSettings;
import io.millrace.streaming.topology.LiveTopology;
import io.millrace.streaming.topology.StageSettings;
import io.millrace.streaming.total.ClockSlack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPooled;

/** The live state of a pipeline from start to close. */
public final class LiveState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveState.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TOPICS_PATIENCE = Duration.ofMinutes(10);
    private static final Duration BROKER_PATIENCE = Duration.ofMinutes(10);
    private static final Duration ORDERLY_END = Duration.ofSeconds(20);
    /** By so much at most the source's clock is thought to be behind this one. */
    private static final Duration BEHIND = Duration.ofDays(1);

    private static final int REDIS_TIMEOUT_MILLIS = 2_000;

    private final StreamingConfig config;
    private final Pipeline pipeline;
    private final Topics topics;
    private final String generation;
    private final LiveBoard board;
    private final ProcessEndpoint endpoint;
    private final SchemaTopic schemas;
    private final JedisPooled redis;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile KafkaStreams streams;
    private volatile Optional<GlanceFollow> glances = Optional.empty();
    private volatile Throwable failure;
    private volatile Instant lastAnswer = Instant.now();

    public LiveState(StreamingConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
        this.topics = new Topics(pipeline.name());
        this.generation = new GenerationName(config.generation(), pipeline).text();
        this.board = new LiveBoard(generation, pipeline.source().partitions());
        this.endpoint = ProcessEndpoint.open(config.httpHost(), config.httpPort(), board::notReady, board::status);
        board.register(endpoint.metrics());
        this.schemas = new SchemaTopic(config.bootstrap(), topics);
        this.redis = new JedisPooled(config.redis(), REDIS_TIMEOUT_MILLIS);
    }

    /** The port of the endpoint. */
    public int port() {
        return endpoint.port();
    }

    /** Begins to read the change topics, as soon as capture has made them. */
    public void start() throws InterruptedException {
        config.kept().requireEnoughFor(pipeline.figures().rules());
        var settings = new StageSettings(
                pipeline,
                generation,
                schemas,
                new RedisStore(redis, new OnlineKeys(pipeline.name()), generation, config.itemChangesKept()),
                board,
                this::lossesOf,
                config.redisBatch(),
                config.rememberFor(),
                config.commitInterval(),
                new FigureSettings(
                        new RedisFigures(
                                redis, new FigureKeys(new OnlineKeys(pipeline.name()), generation), config.kept()),
                        config.kept(),
                        new ClockSlack(BEHIND, config.clockSlack())));
        Set<String> changes = settings.tablesByTopic().keySet();
        prepare(changes);
        var properties = new StreamsProperties(
                config.bootstrap(),
                topics.live(generation),
                config.stateFolder(),
                config.threads(),
                config.replication(),
                config.firstCommitInterval(),
                config.sessionTimeout(),
                config.transactionTimeout(),
                config.rocksBytes());
        streams = new KafkaStreams(LiveTopology.of(settings), properties.toProperties());
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> stateChanged(now));
        streams.start();
        if (config.damping().isOn()) {
            glances = Optional.of(GlanceFollow.start(
                    pipeline,
                    config.bootstrap(),
                    new GlanceFollow.GlanceTarget(redis, config.damping()),
                    endpoint.metrics()));
        }
        LOG.info(
                "keeping live state '{}' of {} tables and {} types of events of {} in Redis at {}:{}; status at http://{}:{}/status",
                generation,
                changes.size(),
                EventStage.types(pipeline).size(),
                pipeline.name(),
                config.redis().getHost(),
                config.redis().getPort(),
                config.httpHost(),
                endpoint.port());
    }

    private void prepare(Set<String> changes) throws InterruptedException {
        try (var made = new LiveTopics(config.bootstrap(), pipeline)) {
            awaitTopics(made, changes);
            made.ensure(changes, generation, config.replication());
            List<EventType> events = EventStage.types(pipeline);
            made.makeEvents(events, config.replication());
            tellOfPassed(made.lost(names(events), topics.live(generation)));
        }
    }

    private Map<TableId, String> lossesOf(int part) {
        Map<String, TableId> tables = new TreeMap<>();
        PipelineRoles.tables(pipeline).forEach(table -> tables.put(topics.changes(table), table));
        try (var made = new LiveTopics(config.bootstrap(), pipeline)) {
            Map<TableId, String> losses = new TreeMap<>();
            made.lost(tables.keySet(), topics.live(generation)).forEach((partition, records) -> {
                if (partition.partition() == part) {
                    losses.put(
                            tables.get(partition.topic()),
                            "its topic lost %d records of partition %d before they were read".formatted(records, part));
                }
            });
            return losses;
        } catch (InterruptedException e) {
            // The stream is told to end, and asks again when it begins.
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Set<String> names(List<EventType> events) {
        return events.stream().map(EventType::topic).collect(Collectors.toSet());
    }

    /** There is no source to read events from again, so that waiting would bring nothing back. */
    private static void tellOfPassed(Map<TopicPartition, Long> passed) {
        if (!passed.isEmpty()) {
            LOG.error(
                    "Kafka removed events that the live state had not read, by partition {}: its users and figures lack them;"
                            + " a longer 'keep' of their type leaves more time",
                    passed);
        }
    }

    private void awaitTopics(LiveTopics made, Set<String> changes) throws InterruptedException {
        Instant end = Instant.now().plus(TOPICS_PATIENCE);
        Set<String> missing = made.missing(changes);
        if (!missing.isEmpty()) {
            LOG.info("waiting for capture to make the topics {}", missing);
        }
        while (!missing.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The topics %s are not there; start capture, which makes them".formatted(missing));
            }
            Thread.sleep(LOOK.toMillis());
            missing = made.missing(changes);
        }
    }

    private StreamThreadExceptionResponse failed(Throwable problem) {
        if (isPassing(problem) && lastAnswer.plus(BROKER_PATIENCE).isAfter(Instant.now())) {
            LOG.warn("Kafka does not answer: {}; going on from the last commit", rootOf(problem));
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure = problem;
        ended.countDown();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Whether the same may succeed when the broker is back. */
    private static boolean isPassing(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private void stateChanged(KafkaStreams.State now) {
        board.state(now.name());
        if (now == KafkaStreams.State.RUNNING) {
            lastAnswer = Instant.now();
        }
        LOG.info("the stream is {}", now);
        if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            ended.countDown();
        }
    }

    /**
     * Waits until the stream ends, and looks after what stands beside it.
     *
     * @throws PipelineException if it failed for good
     */
    public void await() throws InterruptedException {
        try (var rounds = new Rounds(config, pipeline, generation, board, redis)) {
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                rounds.look(Instant.now());
                glances.ifPresent(GlanceFollow::requireRunning);
            }
        }
        if (failure != null) {
            throw new PipelineException(
                    FailureKind.BROKER,
                    "The live state cannot go on: %s; it goes on from its last commit when it is started again"
                            .formatted(rootOf(failure)),
                    failure);
        }
    }

    private static String rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    @Override
    public void close() {
        if (streams != null) {
            streams.close(ORDERLY_END);
        }
        glances.ifPresent(GlanceFollow::close);
        schemas.close();
        redis.close();
        endpoint.close();
    }
}
