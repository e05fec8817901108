package io.millrace.streaming;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.streaming.capture.MissingTables;
import io.millrace.streaming.kafka.LiveTopics;
import io.millrace.streaming.online.Generations;
import io.millrace.streaming.status.LiveBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What is looked after beside the stream: which state readers see, what is left of those before it, tables that have to be
 * read again, and topics of which all is read.
 */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration TIDY = Duration.ofSeconds(30);
    /** So long those who write a replaced state may take to notice it. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final String generation;
    private final Generations generations;
    private final MissingTables missing;
    private final LiveTopics topics;
    private final LiveBoard board;
    private Set<TableId> told = Set.of();
    private final Set<String> removed = new TreeSet<>();
    private Instant tidied = Instant.now();

    Rounds(StreamingConfig config, Pipeline pipeline, String generation, LiveBoard board, UnifiedJedis redis) {
        int partitions = pipeline.source().partitions();
        this.generation = generation;
        this.board = board;
        this.generations = new Generations(
                redis,
                new OnlineKeys(pipeline.name()),
                new LivePointer(generation, partitions),
                !pipeline.figures().isEmpty());
        this.missing = new MissingTables(board, new CaptureClient(config.capture(), "streaming.capture-url"));
        this.topics = new LiveTopics(config.bootstrap(), pipeline);
    }

    /**
     * Looks after all of it once.
     *
     * @throws PipelineException of kind CONFIGURATION if another state has replaced this one
     */
    void look(Instant now) throws InterruptedException {
        boolean wasCurrent = generations.isCurrent();
        try {
            generations.look();
        } catch (JedisException e) {
            // The stages say so too, with what waits for it.
            LOG.debug("Redis does not tell which live state is current", e);
        }
        if (generations.isCurrent() && !wasCurrent) {
            tidied = now.minus(TIDY).plus(FAREWELL);
        }
        tellWhatHolds();
        missing.look(now);
        if (tidied.plus(TIDY).isBefore(now)) {
            tidied = now;
            tidy();
        }
    }

    private void tellWhatHolds() {
        Set<TableId> holding = board.status().stale().keySet();
        if (!holding.equals(told)) {
            LOG.info(holding.isEmpty() ? "no table holds the position back" : "the position waits for {}", holding);
            told = Set.copyOf(holding);
        }
    }

    private void tidy() throws InterruptedException {
        try {
            topics.removeRead(generation);
            for (String other : generations.replaced()) {
                if (removed.add(other)) {
                    generations.remove(other);
                    topics.remove(other);
                }
            }
        } catch (JedisException | PipelineException e) {
            LOG.warn("What is not needed any more stays for now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
