package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.process.FailureKind;
import java.util.List;

/**
 * How far an audit is.
 *
 * @param told what it has done so far, in sentences
 * @param report what it found; null while it runs
 * @param failure why it could not be done; null otherwise
 * @param message of the failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRun(String id, List<String> told, AuditReport report, FailureKind failure, String message) {
    public AuditRun {
        told = List.copyOf(told);
    }
}
