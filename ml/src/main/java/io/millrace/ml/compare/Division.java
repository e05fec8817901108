package io.millrace.ml.compare;

import io.millrace.ml.files.EventLog;

/**
 * What is fitted on, and what it is judged by.
 *
 * @param history what users have beside training, known when lists are made for them, and not when models are fitted
 */
public record Division(EventLog train, EventLog test, EventLog history) {

    /** Without a history. */
    public Division(EventLog train, EventLog test) {
        this(train, test, train.beside());
    }

    /** The same with what users have beside training. */
    public Division withHistory(EventLog beside) {
        return new Division(train, test, beside);
    }

    /** What users have when lists are made for them. */
    EventLog known() {
        return history.size() == 0 ? train : train.and(history);
    }
}
