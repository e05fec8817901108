package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.ServicePorts;

/**
 * The ports of a stack: all follow from the first one.
 *
 * @param base the public API's port
 */
public record StackPorts(int base) {
    private static final int TRINO_REGISTRATION = 4;
    private static final int INTAKE = 8;
    private static final int POSTGRES = 10;
    private static final int OBJECT_STORE = 12;
    private static final int REDIS = 13;
    private static final int TRINO = 14;
    private static final int KAFKA = 18;
    private static final int LAST = 65_535 - KAFKA - 1;

    public StackPorts {
        if (base < 1024 || base > LAST) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The first port (--port-base, local.port-base) must be from 1024 to %d, but is %d"
                            .formatted(LAST, base));
        }
    }

    /** Those of the backing services. */
    public ServicePorts services() {
        return new ServicePorts(base + POSTGRES, base + KAFKA, base + OBJECT_STORE, base + REDIS);
    }

    public int trino() {
        return base + TRINO;
    }

    /** The endpoint of the process that registers tables with Trino. */
    public int trinoRegistration() {
        return base + TRINO_REGISTRATION;
    }

    /** That of the shop's intake, which runs beside the stack. */
    public int intake() {
        return base + INTAKE;
    }

    /** That of a process. */
    public int of(MillraceProcess process) {
        return base + process.portOffset();
    }
}
