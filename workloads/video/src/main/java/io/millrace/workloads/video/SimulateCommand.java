package io.millrace.workloads.video;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.workloads.video.simulate.Gateway;
import io.millrace.workloads.video.simulate.VideoSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets viewers watch, live. */
@Command(
        name = "simulate",
        description =
                "Let viewers play, pause, search, log in and rate until Ctrl-C, with two kinds of fraud among them.")
final class SimulateCommand implements Entrypoint.Work {
    private static final String KEY = "MILLRACE_VIDEO_GATEWAY_KEY";
    private static final double HIGHEST_RATE = 10_000;

    @Mixin
    private DatabaseOptions options;

    @Option(
            names = "--gateway",
            required = true,
            defaultValue = "${env:MILLRACE_VIDEO_GATEWAY}",
            paramLabel = "URL",
            description =
                    "where events go, such as http://127.0.0.1:8606 (default: MILLRACE_VIDEO_GATEWAY); a key is in "
                            + KEY)
    private URI gateway;

    @Option(names = "--rate", defaultValue = "20", description = "events per second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--seed", defaultValue = "42", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--seconds", description = "end after so many seconds (default: never)")
    private Long seconds;

    @Option(
            names = "--no-fraud",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "leave out those who raise alerts")
    private boolean hasFraud;

    @Override
    public void run() throws InterruptedException {
        if (!(rate > 0 && rate <= HIGHEST_RATE)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--rate must be more than 0 and at most %.0f events per second, but is %s"
                            .formatted(HIGHEST_RATE, rate));
        }
        var plan =
                new VideoSimulator.Plan(rate, seed, Optional.ofNullable(seconds).map(Duration::ofSeconds), hasFraud);
        var to = new Gateway(
                gateway, Secret.of(Optional.ofNullable(System.getenv(KEY)).orElse("")));
        var simulator = new VideoSimulator(options.database(), to, plan, System.out::println);
        try {
            simulator.run();
        } finally {
            System.out.println("Simulated: " + simulator.counts());
        }
    }
}
