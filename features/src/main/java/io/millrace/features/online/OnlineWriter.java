package io.millrace.features.online;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Writes entries from wherever a partition of the data is, over a connection of its own. */
public record OnlineWriter(RedisAddress address) implements Serializable {

    /** Writes an entry for each row; returns how many when Redis has confirmed each, and throws otherwise. */
    public <T> long write(Iterator<T> rows, Function<T, OnlineEntry> entryOf) {
        if (!rows.hasNext()) {
            return 0;
        }
        long written = 0;
        try (Jedis jedis = address.connect();
                Pipeline pipeline = jedis.pipelined()) {
            List<Response<String>> answers = new ArrayList<>();
            while (rows.hasNext()) {
                OnlineEntry entry = entryOf.apply(rows.next());
                answers.add(pipeline.set(entry.key(), entry.value()));
                if (answers.size() == address.batch() || !rows.hasNext()) {
                    pipeline.sync();
                    // Each answer throws what Redis refused, such as a write beyond its memory.
                    answers.forEach(Response::get);
                    written += answers.size();
                    answers.clear();
                }
            }
        }
        return written;
    }
}
