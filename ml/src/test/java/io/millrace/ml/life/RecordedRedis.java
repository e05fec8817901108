package io.millrace.ml.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The few commands of a switch, in memory, and which were called; what the real ones do is shown by ModelStepsIT. */
public final class RecordedRedis extends Jedis {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Map<String, String>> hashes = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private boolean refusing;

    /** Empty. */
    public RecordedRedis() {
        // Connects only when a command is sent, and none is.
        super("127.0.0.1", 1);
    }

    /** Whether commands that change something fail from now on. */
    public void refuseChanges(boolean refused) {
        refusing = refused;
    }

    List<String> commands() {
        return commands;
    }

    /** What stands under a key. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public String set(String key, String value) {
        return values.put(key, value);
    }

    @Override
    public String get(String key) {
        commands.add("GET");
        return values.get(key);
    }

    /** Puts a hash under a key. */
    public void setHash(String key, Map<String, String> fields) {
        hashes.put(key, fields);
    }

    @Override
    public Map<String, String> hgetAll(String key) {
        return hashes.getOrDefault(key, Map.of());
    }

    @Override
    public long del(String key) {
        return values.remove(key) == null ? 0 : 1;
    }

    @Override
    public long exists(String... keys) {
        commands.add("EXISTS");
        return List.of(keys).stream().filter(values::containsKey).count();
    }

    /** Of the scripts, only that which moves the pointer. */
    @Override
    public Object eval(String script, List<String> keys, List<String> arguments) {
        if (refusing) {
            throw new JedisConnectionException("Redis is away");
        }
        commands.add("EVAL");
        String held = values.get(keys.get(1));
        if (held != null && Long.parseLong(held) > Long.parseLong(arguments.get(1))) {
            return 0L;
        }
        if (!arguments.get(1).equals(held)) {
            values.remove(keys.get(2));
        }
        values.put(keys.get(0), arguments.get(0));
        values.put(keys.get(1), arguments.get(1));
        return 1L;
    }
}
