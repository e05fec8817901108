package io.millrace.orchestration;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads setting after setting and remembers what is wrong, so that all of it is told at once. */
final class Reading {
    private final Set<String> problems = new LinkedHashSet<>();

    /** The value, or nothing when it cannot be used. */
    <T> Optional<T> of(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (PipelineException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws PipelineException of kind CONFIGURATION if anything was wrong */
    void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new PipelineException(FailureKind.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
    }
}
