package io.millrace.orchestration.model;

import io.millrace.orchestration.chain.StepAction;
import java.util.List;

/** The program behind {@code millrace models}. */
@FunctionalInterface
public interface ModelProgram {
    /** A run of it with these arguments. */
    StepAction with(List<String> arguments);
}
