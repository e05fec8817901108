package io.millrace.orchestration;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.file.Path;

/** Runs features, training and maintenance of the lake on their schedules. */
public final class OrchestrationMain {
    private OrchestrationMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "orchestration",
                "runs features, training and maintenance of the lake on their schedules",
                args,
                settings -> {
                    try (var orchestration = new Orchestration(OrchestrationConfig.from(settings, home()))) {
                        orchestration.start();
                        orchestration.await();
                    }
                });
    }

    private static Path home() {
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The system property millrace.home is not set; name the folder that holds Millrace's modules");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }
}
