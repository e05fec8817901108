package io.millrace.contracts.process;

/** The one failure that modules throw: of a kind, with a message that says what, which and what now. */
public class PipelineException extends RuntimeException {
    private final FailureKind kind;

    public PipelineException(FailureKind kind, String message) {
        this(kind, message, null);
    }

    public PipelineException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
