package io.millrace.streaming.wire;

/** The way to the next stage. */
@FunctionalInterface
public interface Outbox {
    void send(HopMessage message);
}
