package io.millrace.orchestration.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.millrace.orchestration.chain.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a chain, as it is shown.
 *
 * @param job name of the chain
 * @param cause code of a {@link Cause}
 * @param result code of a {@link Result}
 * @param kind name of the failure's kind, if it failed
 * @param message which step ended it and why; empty when it succeeded or goes on
 * @param steps all attempts in their order
 */
public record Run(
        long id,
        String job,
        String cause,
        String result,
        Instant requestedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> kind,
        String message,
        List<Attempt> steps) {
    /** Copies the list. */
    public Run {
        steps = List.copyOf(steps);
    }

    /** The same with these attempts. */
    Run with(List<Attempt> attempts) {
        return new Run(id, job, cause, result, requestedAt, startedAt, endedAt, kind, message, attempts);
    }

    /** Whether it has this result. */
    public boolean is(Result expected) {
        return result.equals(expected.code());
    }

    /** Whether it began for this reason. */
    public boolean beganFor(Cause expected) {
        return cause.equals(expected.code());
    }

    /** Whether it has yet to end. */
    @JsonIgnore
    public boolean isOpen() {
        return endedAt.isEmpty();
    }
}
