package io.millrace.contracts.access;

import io.millrace.contracts.process.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a key may do. */
public enum Scope {
    /** Send events of every type. */
    EVENTS_WRITE,
    /** Send impressions and clicks alone: for a key that the users of a web page can see. */
    FEEDBACK_WRITE,
    /** See the dashboard. */
    DASHBOARD_VIEW,
    /** See the dashboard and act on it: run jobs, acknowledge alerts, switch models. */
    DASHBOARD_OPERATE;

    /** The name in the settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /**
     * The scope of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Scope ofLabel(String label) {
        List<String> labels = Arrays.stream(values()).map(Scope::label).toList();
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("has the scope '%s', but there are %s.%s"
                    .formatted(label, String.join(", ", labels), Suggestion.didYouMean(label, labels)));
        }
        return values()[index];
    }
}
