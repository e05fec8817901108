package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.ServiceKind;
import java.util.ArrayList;
import java.util.List;

/** The ports that a stack needs for what does not run yet. */
record PortsOfStack(Stack stack) {

    /**
     * Refuses to start beside programs that have them already; names all of these ports at once.
     *
     * @throws PipelineException of kind ENVIRONMENT
     */
    void requireFree() {
        List<String> taken = new ArrayList<>();
        for (Stack.Part part : stack.parts()) {
            if (part.process().isEmpty()) {
                note(taken, part.port(), part.name());
            }
        }
        if (stack.options().trino() && stack.named("trino").find().isEmpty()) {
            note(taken, stack.options().ports().trinoRegistration(), "trino's registration");
        }
        if (stack.services().of(ServiceKind.KAFKA).process().isEmpty()) {
            note(taken, stack.options().ports().services().kafka() + 1, "kafka's controller");
        }
        if (!taken.isEmpty()) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Other programs have ports that Millrace needs: %s; stop them, or move all ports with --port-base"
                            .formatted(String.join(", ", taken)));
        }
    }

    private static void note(List<String> taken, int port, String name) {
        if (!FreePorts.isFree(port)) {
            taken.add("%d (%s)".formatted(port, name));
        }
    }
}
