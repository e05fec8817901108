package io.millrace.lakehouse.maintenance;

import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compacts or cleans a lake whose lakehouse process is stopped; one that runs does it itself, asked at its endpoint.
 * Holds the writer's lease meanwhile.
 */
public final class MaintenanceMain {
    private static final String NAME = "lakehouse";
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private MaintenanceMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                NAME,
                "maintains the tables of a stopped lakehouse; arguments: optimize or vacuum, and a table such as"
                        + " shop.orders, or none for all",
                args,
                settings -> run(settings, Arrays.asList(args)));
    }

    private static void run(Settings settings, List<String> arguments) throws InterruptedException {
        Maintenance operation = operation(arguments);
        Optional<String> table = arguments.stream().skip(1).findFirst();
        Pipeline pipeline = PipelineFile.of(settings);
        Duration duration = settings.duration("lakehouse.lease-duration");
        try (Lake lake = Lake.open("millrace-maintenance", settings);
                var lease = WriterLease.take(lake, pipeline.name(), duration, SETTLING)) {
            TableMaintenance.of(lake, pipeline, lease)
                    .run(operation, table)
                    .forEach(treated -> System.out.printf(
                            "%s %s: version %d after %.1f s%n",
                            treated.operation(), treated.table(), treated.version(), treated.seconds()));
        }
    }

    private static Maintenance operation(List<String> arguments) {
        try {
            return Maintenance.ofCode(arguments.isEmpty() ? "" : arguments.get(0));
        } catch (IllegalArgumentException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage(), e);
        }
    }
}
