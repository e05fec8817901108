package io.millrace.features.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;

/**
 * The arguments of an audit of Redis.
 *
 * @param isRepair whether what differs is to be mended
 * @param isJson whether its report is for programs
 */
public record AuditArguments(boolean isRepair, boolean isJson) {
    private static final String REPAIR = "--repair";
    private static final String JSON = "--json";

    /**
     * Those that are given.
     *
     * @param audit what the command is, for the sentence that refuses anything else
     * @throws PipelineException of kind CONFIGURATION for any other argument
     */
    public static AuditArguments of(String audit, List<String> arguments) {
        arguments.stream()
                .filter(argument -> !List.of(REPAIR, JSON).contains(argument))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "%s knows %s and %s, but not '%s'".formatted(audit, REPAIR, JSON, unknown));
                });
        return new AuditArguments(arguments.contains(REPAIR), arguments.contains(JSON));
    }
}
