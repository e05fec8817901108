package io.millrace.features.live;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.AuditArguments;
import io.millrace.features.online.LiveGeneration;
import io.millrace.features.online.OnlineJson;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/** Compares the live users and items in Redis with the silver tables and ends with status 0 only if they are equal. */
public final class InteractionAuditMain {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PROBLEM =
            "Live users and items do not equal the lake; --repair has streaming write again what differs";
    private static final String PROBLEM_AFTER_REPAIR =
            "Live users and items do not equal the lake, though streaming has written again what differed: what it keeps is"
                    + " wrong itself; start streaming with a streaming.generation that is not the one of"
                    + " now, such as 'MILLRACE_STREAMING_GENERATION=2 ./millrace up' after './millrace down', and keep that"
                    + " name: it builds the live state anew, and readers keep the old one until the new one has caught"
                    + " up";

    private InteractionAuditMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "features",
                "compares the live users and items in Redis with the silver tables; arguments: --repair to have streaming"
                        + " write again what differs, --json for a report that programs read",
                args,
                settings -> audit(settings, List.of(args)));
    }

    private static void audit(Settings settings, List<String> arguments) throws InterruptedException {
        AuditArguments given = AuditArguments.of("The audit of live interactions", arguments);
        Pipeline pipeline = PipelineFile.of(settings);
        RedisAddress redis = RedisAddress.from(settings);
        if (!isThere(redis, new OnlineKeys(pipeline.name()))) {
            System.out.println(
                    given.isJson()
                            ? "{\"live\":null}"
                            : "No live state is in Redis yet, so there is nothing to compare");
            return;
        }
        try (Lake lake = Lake.open("millrace-interaction-audit", settings)) {
            var audit = new InteractionAudit(lake, pipeline, redis, PATIENCE);
            InteractionRepair result =
                    given.isRepair() ? audit.repair() : new InteractionRepair(Optional.empty(), audit.compare());
            print(result, given.isJson());
            if (!result.now().equal()) {
                throw new PipelineException(FailureKind.DATA_LOSS, given.isRepair() ? PROBLEM_AFTER_REPAIR : PROBLEM);
            }
        }
    }

    private static boolean isThere(RedisAddress redis, OnlineKeys keys) {
        try (Jedis jedis = redis.connect()) {
            return LiveGeneration.current(jedis, keys).isPresent();
        }
    }

    private static void print(InteractionRepair result, boolean isJson) {
        if (isJson) {
            System.out.println(OnlineJson.text(Map.of("live", result.now(), "repaired", result.before())));
            return;
        }
        result.before().ifPresent(found -> {
            System.out.println("Before the repair:");
            print(found);
            System.out.println("After it:");
        });
        print(result.now());
    }

    private static void print(InteractionReport report) {
        report.differences()
                .forEach(difference -> System.out.printf(
                        "  %s differs%n    lake  %s%n    redis %s%n",
                        difference.name(), text(difference.lake()), text(difference.redis())));
        if (report.differing() > report.differences().size()) {
            System.out.printf(
                    "  and %,d more%n",
                    report.differing() - report.differences().size());
        }
        System.out.printf(
                "Live users and items %s the lake at %s: %,d users and %,d items with %,d differences; %,d more changed meanwhile%n",
                report.equal() ? "equal" : "do not equal",
                report.position(),
                report.users(),
                report.items(),
                report.differing(),
                report.moved());
    }

    private static String text(String version) {
        return version == null ? "nothing" : version;
    }
}
