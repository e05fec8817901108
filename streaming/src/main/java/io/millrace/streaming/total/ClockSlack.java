package io.millrace.streaming.total;

import java.time.Duration;

/**
 * How far the source's clock may be from this machine's.
 *
 * @param behind before the source has told its time, it is taken to be this much earlier than here
 * @param ahead a time that is further ahead is not believed
 */
public record ClockSlack(Duration behind, Duration ahead) {}
