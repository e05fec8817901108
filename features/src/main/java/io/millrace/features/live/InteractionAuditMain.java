package io.millrace.features.live;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
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
    private static final String REPAIR = "--repair";
    private static final String JSON = "--json";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_NAMED = 1_000;

    private InteractionAuditMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "features",
                "compares the live users and items in Redis with the silver tables; arguments: --repair to have streaming"
                        + " write anew what differs, --json for a report that programs read",
                args,
                settings -> audit(settings, List.of(args)));
    }

    private static void audit(Settings settings, List<String> arguments) throws InterruptedException {
        arguments.stream()
                .filter(argument -> !List.of(REPAIR, JSON).contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "The audit of live interactions knows %s and %s, but not '%s'"
                                    .formatted(REPAIR, JSON, unknown));
                });
        boolean isJson = arguments.contains(JSON);
        Pipeline pipeline = PipelineFile.of(settings);
        RedisAddress redis = RedisAddress.from(settings);
        if (!isThere(redis, new OnlineKeys(pipeline.name()))) {
            System.out.println(
                    isJson ? "{\"live\":null}" : "No live state is in Redis yet, so there is nothing to compare");
            return;
        }
        try (Lake lake = Lake.open("millrace-interaction-audit", settings)) {
            var audit = new InteractionAudit(lake, pipeline, redis, PATIENCE);
            InteractionReport report = audit.compare();
            Optional<InteractionReport> before = Optional.empty();
            if (!report.equal() && arguments.contains(REPAIR)) {
                audit.mend(report);
                before = Optional.of(report);
                report = audit.compare();
            }
            print(report, before, isJson);
            if (!report.equal()) {
                throw new PipelineException(FailureKind.DATA_LOSS, problem(before.isPresent()));
            }
        }
    }

    private static boolean isThere(RedisAddress redis, OnlineKeys keys) {
        try (Jedis jedis = redis.connect()) {
            return LiveGeneration.current(jedis, keys).isPresent();
        }
    }

    private static String problem(boolean isRepaired) {
        return isRepaired
                ? "What streaming itself keeps does not equal the lake; start streaming with another streaming.generation (MILLRACE_STREAMING_GENERATION), which builds it anew"
                : "Live users and items do not equal the lake; --repair has streaming write anew what differs";
    }

    private static void print(InteractionReport report, Optional<InteractionReport> before, boolean isJson) {
        if (isJson) {
            System.out.println(OnlineJson.text(Map.of("live", report, "repaired", before)));
            return;
        }
        before.ifPresent(found -> {
            System.out.println("Before the repair:");
            lines(found);
        });
        lines(report);
        System.out.printf(
                "Live users and items %s the lake at %s: %,d users and %,d items, of which %,d differ; %,d more changed meanwhile%n",
                report.equal() ? "equal" : "do not equal",
                report.position(),
                report.users(),
                report.items(),
                report.differences().size(),
                report.moved());
    }

    private static void lines(InteractionReport report) {
        report.differences().stream()
                .limit(MOST_NAMED)
                .forEach(difference -> System.out.printf(
                        "  %s differs%n    lake  %s%n    redis %s%n",
                        difference.name(), text(difference.lake()), text(difference.redis())));
        if (report.differences().size() > MOST_NAMED) {
            System.out.printf("  and %,d more%n", report.differences().size() - MOST_NAMED);
        }
    }

    private static String text(String version) {
        return version == null ? "nothing" : version;
    }
}
