package io.millrace.ml.compare;

import io.millrace.ml.files.EventLog;

/** What is fitted on, and what it is judged by. */
public record Division(EventLog train, EventLog test) {}
