package io.millrace.orchestration.rule;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.Alert.Evidence;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people read of an alert of a rule. */
final class AlertMessage {
    private AlertMessage() {}

    static io.millrace.orchestration.alert.Alert of(Alert alert) {
        String severity = alert.severity().name().toLowerCase(Locale.ROOT);
        String rows = alert.evidence().stream().map(AlertMessage::line).collect(Collectors.joining("\n"));
        return new io.millrace.orchestration.alert.Alert(
                "Millrace: %s (%s) for %s".formatted(alert.rule(), severity, alert.key()),
                "It found %s at %s, in these rows:%n%s%nThe alert is %s."
                        .formatted(alert.found(), alert.at(), rows, alert.id()));
    }

    private static String line(Evidence evidence) {
        return "%s at %s%s"
                .formatted(
                        evidence.row(),
                        evidence.at(),
                        evidence.value().map(": "::concat).orElse(""));
    }
}
