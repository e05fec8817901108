package io.millrace.streaming.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The states of a pipeline that stand side by side in Redis. Readers see this one as soon as it reaches as far as the one
 * that they see, and from then on the others are no more.
 */
public final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final int PAGE = 2_000;

    private final UnifiedJedis redis;
    private final OnlineKeys keys;
    private final LivePointer own;
    private final boolean hasFigures;
    private boolean isCurrent;

    /**
     * Looks after one generation.
     *
     * @param own the pointer by which readers find it
     * @param hasFigures whether it has figures, which must have caught up too
     */
    public Generations(UnifiedJedis redis, OnlineKeys keys, LivePointer own, boolean hasFigures) {
        this.redis = redis;
        this.keys = keys;
        this.own = own;
        this.hasFigures = hasFigures;
    }

    /** Whether readers see this generation, as far as was last looked. */
    public boolean isCurrent() {
        return isCurrent;
    }

    /**
     * Moves the pointer if it is time.
     *
     * @throws PipelineException of kind CONFIGURATION if another generation has replaced this one
     */
    public void look() {
        if (redis.sismember(keys.liveReplaced(), own.generation())) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    ("The live state '%s' was replaced by a later one; end this process,"
                                    + " or give it another name with streaming.generation")
                            .formatted(own.generation()));
        }
        Optional<LivePointer> pointer =
                Optional.ofNullable(redis.get(keys.livePointer())).map(Generations::pointer);
        isCurrent = pointer.filter(own::equals).isPresent();
        if (isCurrent) {
            return;
        }
        Optional<Position> reached = reached();
        boolean hasCaughtUp = reached.isPresent()
                && pointer.flatMap(this::position)
                        .filter(seen -> !reached.get().reaches(seen))
                        .isEmpty();
        if (hasCaughtUp) {
            pointer.map(LivePointer::generation)
                    .filter(other -> !other.equals(own.generation()))
                    .ifPresent(other -> redis.sadd(keys.liveReplaced(), other));
            redis.set(keys.livePointer(), json(own));
            isCurrent = true;
            LOG.info("live state '{}' is what readers see, at {}", own.generation(), reached.get());
        }
    }

    /** The generations that this one and others have replaced, if readers see this one. */
    public Set<String> replaced() {
        return isCurrent ? redis.smembers(keys.liveReplaced()) : Set.of();
    }

    private Optional<Position> reached() {
        Optional<Position> users = position(own);
        if (!hasFigures) {
            return users;
        }
        Optional<Position> figures = position(new FigureKeys(keys, own.generation()).progress(), own.partitions());
        return users.flatMap(position -> figures.map(other -> Position.min(position, other)));
    }

    private Optional<Position> position(LivePointer pointer) {
        return position(keys.liveProgress(pointer.generation()), pointer.partitions());
    }

    /** How far a state reaches in all of its parts; nothing while one has not begun. */
    private Optional<Position> position(String progress, int partitions) {
        Map<String, String> parts = redis.hgetAll(progress);
        return parts.size() < partitions
                ? Optional.empty()
                : parts.values().stream()
                        .map(json -> RedisParts.progress(json).position())
                        .min(Position::compareTo);
    }

    /** Removes all keys of a generation; those who write it must have ended. */
    public void remove(String generation) {
        ScanParams match =
                new ScanParams().match(keys.livePrefix(generation) + "*").count(PAGE);
        String cursor = ScanParams.SCAN_POINTER_START;
        long removed = 0;
        do {
            ScanResult<String> page = redis.scan(cursor, match);
            for (String key : page.getResult()) {
                removed += redis.unlink(key);
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        if (removed > 0) {
            LOG.info("removed the live state '{}', {} keys", generation, removed);
        }
    }

    private static String json(LivePointer pointer) {
        try {
            return Json.mapper().writeValueAsString(pointer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A pointer can be written as JSON", e);
        }
    }

    private static LivePointer pointer(String json) {
        try {
            return Json.mapper().readValue(json, LivePointer.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "What Redis holds as the pointer to the live state is none: " + json, e);
        }
    }
}
