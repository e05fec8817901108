package io.millrace.features.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;

/** The one argument of an audit that only compares: whether its report is for programs. */
public final class JsonArgument {
    private static final String JSON = "--json";

    private JsonArgument() {}

    /**
     * Whether it is given.
     *
     * @param audit what the command is, for the sentence that refuses anything else
     * @throws PipelineException of kind CONFIGURATION for any other argument
     */
    public static boolean isGiven(String audit, List<String> arguments) {
        arguments.stream()
                .filter(argument -> !argument.equals(JSON))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION, "%s knows %s, but not '%s'".formatted(audit, JSON, unknown));
                });
        return arguments.contains(JSON);
    }
}
