package io.millrace.features.online;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesConfig;
import io.millrace.lakehouse.lake.Lake;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the features in Redis with those in the lake and ends with status 0 only if they are equal. */
public final class OnlineAuditMain {
    private OnlineAuditMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "features",
                "compares the features in Redis with the feature tables; arguments: --repair to write anew what differs,"
                        + " --json for a report that programs read",
                args,
                settings -> audit(settings, List.of(args)));
    }

    private static void audit(Settings settings, List<String> arguments) throws InterruptedException {
        AuditArguments given = AuditArguments.of("The audit of Redis", arguments);
        var keys = new OnlineKeys(PipelineFile.of(settings).name());
        RedisAddress redis = RedisAddress.from(settings);
        if (OnlineAudit.pointer(redis, keys).isEmpty()) {
            System.out.println(
                    given.isJson()
                            ? "{\"online\":null}"
                            : "No features are in Redis yet, so there is nothing to compare");
            return;
        }
        try (Lake lake = Lake.open("millrace-online-audit", settings)) {
            var audit = new OnlineAudit(lake, keys, redis);
            OnlineReport report = audit.compare();
            Optional<OnlineReport> before = Optional.empty();
            if (!report.equal() && given.isRepair()) {
                audit.mend(report, FeaturesConfig.from(settings).itemsPerPart());
                before = Optional.of(report);
                report = audit.compare();
            }
            print(report, before, given.isJson());
            if (!report.equal()) {
                throw new PipelineException(
                        FailureKind.DATA_LOSS, "Redis does not equal the lake; --repair writes anew what differs");
            }
        }
    }

    private static void print(OnlineReport report, Optional<OnlineReport> before, boolean isJson) {
        if (isJson) {
            System.out.println(OnlineJson.text(Map.of("online", report, "repaired", before)));
            return;
        }
        before.ifPresent(found -> {
            System.out.println("Before the repair:");
            lines(found);
        });
        lines(report);
        System.out.printf(
                "Redis %s the lake: features %s of %s, %,d users, %,d parts of the catalog%n",
                report.equal() ? "equals" : "does not equal",
                report.version(),
                report.position(),
                report.users(),
                report.parts());
    }

    private static void lines(OnlineReport report) {
        for (OnlineDifference difference : report.differences()) {
            System.out.println("  %s %s".formatted(difference.key(), words(difference)));
        }
        if (report.differing() > report.differences().size()) {
            System.out.printf(
                    "  and %,d more keys%n",
                    report.differing() - report.differences().size());
        }
    }

    private static String words(OnlineDifference difference) {
        return switch (difference.kind()) {
            case CHANGED ->
                "differs%n    lake  %s%n    redis %s"
                        .formatted(shortened(difference.lake()), shortened(difference.redis()));
            case MISSING_IN_REDIS -> "is missing in Redis";
            case NOT_IN_LAKE -> "is not in the lake";
        };
    }

    private static String shortened(String text) {
        int longest = 300;
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
