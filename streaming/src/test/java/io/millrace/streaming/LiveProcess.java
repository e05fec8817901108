package io.millrace.streaming;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePart;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.Json;
import io.millrace.testkit.KafkaService;
import io.millrace.testkit.RedisService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.JedisPooled;

/** Live states of one made-up pipeline as processes, and what readers see of them. */
final class LiveProcess {
    static final Duration DEADLINE = Duration.ofMinutes(4);
    private static final TestStack STACK = TestStack.with(ServiceKind.KAFKA, ServiceKind.REDIS);
    /** The name of a user, and of an item, that the source never had. */
    static final String INVENTED = "invented";

    private static final String HEAP = "300m";

    private final String pipeline;
    private final Path folder = TestStack.newFolder("live");
    private final OnlineKeys keys;

    LiveProcess(String pipeline) {
        this.pipeline = pipeline;
        this.keys = new OnlineKeys(pipeline);
    }

    static KafkaService kafka() {
        return STACK.kafka();
    }

    static RedisService redis() {
        return STACK.redis();
    }

    /** Starts a process; those of the same name share its folder. */
    RunningProcess start(String name, String generation) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            Path settings = Files.writeString(
                    own.resolve("settings.conf"),
                    """
                    kafka.bootstrap = "%s"
                    redis.url = "%s"
                    streaming {
                      http.port = 0
                      generation = "%s"
                      state-dir = "%s"
                      capture-url = "http://127.0.0.1:1"
                      figures {minutes = 3650d, hours = 3650d, rule-rows = 3650d, alerts = 3650d, clock-slack = 3649d}
                    }
                    """
                            .formatted(kafka().bootstrapServers(), redis().uri(), generation, own.resolve("state")));
            Path file = Files.writeString(
                    own.resolve("pipeline.yaml"), ShopTables.YAML.replace("name: shop", "name: " + pipeline));
            var process = process(name);
            long starts = starts(process);
            return process.start(
                    JavaProgram.of(MillraceHome.find().module("streaming"), StreamingMain.class.getName())
                            .withHeap(HEAP)
                            .shortLived()
                            .command(own)
                            .withEnvironment(Map.of(
                                    "MILLRACE_SETTINGS", settings.toString(), "MILLRACE_PIPELINE", file.toString())),
                    Lifetime.WITH_THIS_JVM,
                    Readiness.when(() -> starts(process) > starts, DEADLINE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NamedProcess process(String name) {
        return new NamedProcess(name, folder.resolve("run"), folder.resolve("logs"));
    }

    /** How often the process has begun; each start adds to its log. */
    private static long starts(NamedProcess process) {
        return process.log().tail(1_000).stream()
                .filter(line -> line.contains("keeping live state"))
                .count();
    }

    /** Whether the newest lines of the log of "streaming" say this. */
    boolean says(String words) {
        return process("streaming").log().tail(1_000).stream().anyMatch(line -> line.contains(words));
    }

    Optional<LivePointer> pointer(JedisPooled redis) {
        return Optional.ofNullable(redis.get(keys.livePointer())).map(json -> read(json, LivePointer.class));
    }

    /** Whether all parts of what readers see reach this far. */
    boolean reaches(JedisPooled redis, Progress progress) {
        return pointer(redis)
                .filter(pointer -> Stream.of(
                                keys.liveProgress(pointer.generation()),
                                figureKeys(pointer).progress())
                        .allMatch(hash -> reaches(redis.hgetAll(hash), pointer.partitions(), progress)))
                .isPresent();
    }

    private static boolean reaches(Map<String, String> parts, int partitions, Progress progress) {
        return parts.size() == partitions
                && parts.values().stream()
                        .allMatch(json -> read(json, Progress.class).position().reaches(progress.position()));
    }

    private FigureKeys figureKeys(LivePointer pointer) {
        return new FigureKeys(keys, pointer.generation());
    }

    /** The figures that readers see. */
    FigureReader figures(JedisPooled redis) {
        return new FigureReader(redis, figureKeys(pointer(redis).orElseThrow()));
    }

    /**
     * Makes each user and item wrong in a way that passes for later than what is right, or that nobody can read, invents
     * one of each, and asks for all of them to be written again.
     */
    void spoil(JedisPooled redis, int ids) {
        LivePointer pointer = pointer(redis).orElseThrow();
        String items = keys.liveItems(pointer.generation());
        var at = new Position(9, 0);
        List<String> names = Stream.concat(IntStream.rangeClosed(1, ids).mapToObj(String::valueOf), Stream.of(INVENTED))
                .toList();
        for (String name : names) {
            redis.set(userKey(pointer, name), LiveUserCodec.encode(at, new LiveUser(true, List.of())));
            redis.hset(items, name, json(new LiveItem(at, true, "wrong", true, Map.of())));
        }
        redis.del(userKey(pointer, "1"));
        redis.lpush(userKey(pointer, "1"), new byte[] {1});
        redis.hset(items, "1", "wrong");
        for (String name : names) {
            int part = LivePart.of(name, pointer.partitions());
            redis.sadd(keys.liveUsersAsked(pointer.generation(), part), name);
            redis.sadd(keys.liveItemsAsked(pointer.generation(), part), name);
        }
    }

    /** Whether nothing waits to be written again. */
    boolean isNothingAsked(JedisPooled redis) {
        LivePointer pointer = pointer(redis).orElseThrow();
        return IntStream.range(0, pointer.partitions())
                .allMatch(part -> redis.scard(keys.liveUsersAsked(pointer.generation(), part)) == 0
                        && redis.scard(keys.liveItemsAsked(pointer.generation(), part)) == 0);
    }

    private byte[] userKey(LivePointer pointer, String user) {
        return keys.liveUser(pointer.generation(), user).getBytes(StandardCharsets.UTF_8);
    }

    LiveUser user(JedisPooled redis, String user) {
        return Optional.ofNullable(redis.get(userKey(pointer(redis).orElseThrow(), user)))
                .map(bytes -> LiveUserCodec.decode(bytes).user())
                .orElse(new LiveUser(false, List.of()));
    }

    LiveItem item(JedisPooled redis, String item) {
        String generation = pointer(redis).orElseThrow().generation();
        String json = redis.hget(keys.liveItems(generation), item);
        return json == null ? null : read(json, LiveItem.class);
    }

    String livePrefix(String generation) {
        return keys.livePrefix(generation);
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
