package io.millrace.dashboard.alert;

import java.time.Instant;

/** That somebody has seen to an alert. */
public record Acknowledgement(String by, Instant at) {}
