package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** Has the lakehouse compare the lake with its source and ends with status 0 only if they are equal. */
public final class AuditMain {
    private static final String REPAIR = "--repair";
    private static final String JSON = "--json";

    private AuditMain() {}

    public static void main(String[] args) {
        Entrypoint.run(
                "lakehouse",
                "compares silver tables with their source tables; arguments: tables, such as public.orders; --repair to"
                        + " read again what differs; --json for a report that programs read",
                args,
                settings -> audit(settings, List.of(args)));
    }

    private static void audit(Settings settings, List<String> arguments) throws InterruptedException {
        arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .filter(argument -> !List.of(REPAIR, JSON).contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "The audit knows %s and %s, but not '%s'".formatted(REPAIR, JSON, unknown));
                });
        List<TableId> tables = arguments.stream()
                .filter(argument -> !argument.startsWith("-"))
                .map(TableId::parse)
                .toList();
        boolean isJson = arguments.contains(JSON);
        var client = new AuditClient(
                settings.uri("lakehouse.url"),
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build());
        AuditReport report =
                client.audit(new AuditRequest(tables, arguments.contains(REPAIR)), line -> print(line, isJson));
        if (isJson) {
            System.out.println(json(report));
        } else {
            AuditPage.lines(report).forEach(System.out::println);
        }
        if (!report.equal()) {
            throw unequal(report, arguments.contains(REPAIR));
        }
    }

    private static PipelineException unequal(AuditReport report, boolean repaired) {
        if (report.tables().stream().allMatch(table -> table.equal() || table.outcome() == Outcome.UNKNOWN)) {
            return new PipelineException(
                    FailureKind.NOT_READY, "Not every table could be compared; see above, and audit again later");
        }
        return new PipelineException(
                FailureKind.DATA_LOSS,
                repaired
                        ? "The lake does not equal its source, and reading again did not mend it; see what waits in quarantine"
                        : "The lake does not equal its source; --repair reads again what differs");
    }

    /** What is done meanwhile is no part of a report that programs read. */
    private static void print(String line, boolean isJson) {
        (isJson ? System.err : System.out).println(line);
    }

    private static String json(AuditReport report) {
        try {
            return Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report can be written as JSON", e);
        }
    }
}
