package io.millrace.streaming.feedback;

import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.OnlineKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ZAddParams;

/**
 * The glances of each user in Redis: the latest, and so many at most. What is written again, in whatever order, changes
 * nothing: the time of an impression only falls, and that of a click only rises.
 */
final class GlanceStore {
    private static final ZAddParams EARLIEST = ZAddParams.zAddParams().lt();
    private static final ZAddParams LATEST = ZAddParams.zAddParams().gt();
    /** What Redis answers with first while it refuses what it will take later: it is full, loads, or is no master now. */
    private static final Set<String> PASSING = Set.of(
            "BUSY",
            "CLUSTERDOWN",
            "LOADING",
            "MASTERDOWN",
            "MISCONF",
            "NOREPLICAS",
            "OOM",
            "READONLY",
            "TRYAGAIN",
            "UNKILLABLE");

    private final UnifiedJedis redis;
    private final OnlineKeys keys;
    private final Damping damping;

    GlanceStore(UnifiedJedis redis, OnlineKeys keys, Damping damping) {
        this.redis = redis;
        this.keys = keys;
        this.damping = damping;
    }

    /** Writes impressions and clicks in one round trip; throws what Jedis throws if Redis does not take all of them. */
    void write(List<PublishedEvent> events) {
        Set<String> written = new LinkedHashSet<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<?>> answers = new ArrayList<>();
            for (PublishedEvent event : events) {
                String key = keys.glances(event.data().path(Feedback.USER).asText());
                Glance glance = glance(event);
                answers.add(pipeline.zadd(
                        key, glance.at().toEpochMilli(), glance.member(), glance.clicked() ? LATEST : EARLIEST));
                written.add(key);
            }
            for (String key : written) {
                answers.add(pipeline.zremrangeByRank(key, 0, -damping.remembered() - 1L));
                answers.add(pipeline.pexpire(key, damping.kept().toMillis()));
            }
            pipeline.sync();
            answers.forEach(Response::get);
        }
    }

    /** Whether the same may be taken later: Redis was not reached, or says that it refuses for now. */
    static boolean isPassing(JedisException problem) {
        return !(problem instanceof JedisDataException)
                || PASSING.contains(String.valueOf(problem.getMessage()).split(" ", 2)[0]);
    }

    /** By when it was received: what a client says of the time may be anything. */
    private static Glance glance(PublishedEvent event) {
        return new Glance(
                event.type().equals(Feedback.CLICK),
                event.data().path(Feedback.ITEM).asText(),
                event.data().path(Feedback.RESPONSE).asText(event.id()),
                event.receivedAt());
    }
}
