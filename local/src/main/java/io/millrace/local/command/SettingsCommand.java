package io.millrace.local.command;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the settings of a part, as the part itself does. */
@Command(
        name = "settings",
        description = "Print the settings of a part, or those that parts share, with their defaults, what they do and"
                + " the environment variables that set them.",
        mixinStandardHelpOptions = true)
public final class SettingsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PART", description = "one of ${COMPLETION-CANDIDATES}")
    private Part part;

    /** What has settings of its own. */
    enum Part {
        /** What several parts have in common: Kafka, the lake, Redis. */
        SHARED(""),
        LOCAL(""),
        CDC("io.millrace.cdc.CdcMain"),
        LAKEHOUSE("io.millrace.lakehouse.LakehouseMain"),
        STREAMING("io.millrace.streaming.StreamingMain"),
        FEATURES("io.millrace.features.FeaturesMain"),
        ML("io.millrace.ml.TrainMain"),
        GATEWAY("io.millrace.gateway.GatewayMain"),
        SERVING("io.millrace.serving.ServingMain"),
        ORCHESTRATION("io.millrace.orchestration.OrchestrationMain"),
        DASHBOARD("io.millrace.dashboard.DashboardMain"),
        TRINO("io.millrace.trino.TrinoMain");

        private final String main;

        Part(String main) {
            this.main = main;
        }

        /** The module's folder, and the root of its settings. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (part.main.isEmpty()) {
            // What is shared stands in one text, which is found by any of its roots.
            System.out.println(Settings.describe(part == Part.SHARED ? "kafka" : part.toString()));
            return 0;
        }
        JavaProgram program = JavaProgram.of(MillraceHome.find().module(part.toString()), part.main)
                .withArguments("--help");
        return new AttachedProgram(program.command(Path.of("").toAbsolutePath()), Map.of()).runInPlace();
    }
}
