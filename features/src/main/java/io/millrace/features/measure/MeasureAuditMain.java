package io.millrace.features.measure;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.JsonArgument;
import io.millrace.features.online.OnlineJson;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import java.util.List;
import java.util.Map;

/** Compares the measures in Redis with the silver tables and ends with status 0 only if they are equal. */
public final class MeasureAuditMain {
    private static final int MOST_NAMED = 1_000;

    private MeasureAuditMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "features",
                "compares the measures in Redis with the silver tables; argument: --json for a report that programs read",
                args,
                settings -> audit(settings, List.of(args)));
    }

    private static void audit(Settings settings, List<String> arguments) throws InterruptedException {
        boolean isJson = JsonArgument.isGiven("The audit of measures", arguments);
        Pipeline pipeline = PipelineFile.of(settings);
        if (pipeline.figures().measures().isEmpty()) {
            System.out.println(
                    isJson
                            ? "{\"measures\":null}"
                            : "The pipeline file has no measures, so there is nothing to compare");
            return;
        }
        try (Lake lake = Lake.open("millrace-measure-audit", settings)) {
            MeasureReport report = new MeasureAudit(lake, pipeline, RedisAddress.from(settings)).compare();
            if (isJson) {
                System.out.println(OnlineJson.text(Map.of("measures", report)));
            } else {
                print(report);
            }
            if (!report.equal()) {
                throw new PipelineException(
                        FailureKind.DATA_LOSS,
                        "Live measures do not equal the lake; another streaming.generation computes them anew");
            }
        }
    }

    private static void print(MeasureReport report) {
        report.differences().stream()
                .limit(MOST_NAMED)
                .forEach(difference -> System.out.printf(
                        "  %s differs%n    lake  %s%n    redis %s%n",
                        difference.span(), difference.lake(), difference.redis()));
        System.out.printf(
                "Live measures %s the lake at %s: %,d spans, of which %,d differ; %,d more changed meanwhile%n",
                report.equal() ? "equal" : "do not equal",
                report.position(),
                report.compared(),
                report.differences().size(),
                report.moved());
    }
}
