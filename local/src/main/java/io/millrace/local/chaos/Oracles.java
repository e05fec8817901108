package io.millrace.local.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Stack;
import io.millrace.testkit.process.JavaProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who says whether the lake equals its source: the product's own audit, and a program that shares no code with it, so that
 * an audit that is wrong cannot hide a lake that is.
 */
record Oracles(Stack stack) {
    private static final String HEAP = "700m";
    /** How a JVM says that its flags are those of the environment. */
    private static final String FLAGS = "Picked up ";

    private static final String REPORT = "{\"at\"";

    /** As {@link Stage#audit}. */
    Compared audit(boolean repair) throws InterruptedException {
        List<String> arguments = repair ? List.of("--json", "--repair") : List.of("--json");
        List<String> lines = new ArrayList<>();
        int status = run("lakehouse", "io.millrace.lakehouse.audit.AuditMain", arguments, lines);
        String report = lines.stream()
                .filter(line -> line.startsWith(REPORT))
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.ofExitCode(status),
                        "The audit ended with status %d:%n%s"
                                .formatted(status, String.join(System.lineSeparator(), lines))));
        try {
            return Compared.of(Json.mapper().readValue(report, AuditReport.class));
        } catch (JsonProcessingException e) {
            throw new PipelineException(FailureKind.INTERNAL, "The audit's report is none: " + report, e);
        }
    }

    /** As {@link Stage#compare}, of the versions that the lake says are equal to the source. */
    List<String> compare(LakeStatus lake, Consumer<String> lines) throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        lake.tables().forEach((table, status) -> {
            String location = "s3a://%s/%s"
                    .formatted(
                            stack.services().objectStore().bucket(),
                            status.name().replace('.', '/'));
            arguments.addAll(List.of(table.schema(), table.table(), location, Long.toString(status.version())));
        });
        List<String> said = new ArrayList<>();
        int status = run("conformance", "io.millrace.conformance.ComparisonMain", arguments, said);
        said.forEach(lines);
        return status == 0 ? List.of() : said;
    }

    private int run(String module, String mainClass, List<String> arguments, List<String> lines)
            throws InterruptedException {
        JavaProgram program = stack.program(module, mainClass, arguments.toArray(String[]::new))
                .withHeap(HEAP);
        return new AttachedProgram(stack.command(program), Map.of()).run(line -> {
            if (!line.startsWith(FLAGS)) {
                lines.add(line);
            }
        });
    }
}
