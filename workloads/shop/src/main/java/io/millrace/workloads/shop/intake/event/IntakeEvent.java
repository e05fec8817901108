package io.millrace.workloads.shop.intake.event;

import java.time.Instant;

/** Something that was asked of the shop. */
public sealed interface IntakeEvent permits OrderCreated, ProductEvent {
    /** By which a repetition of it is known. */
    String id();

    /** When the shop took it. */
    Instant acceptedAt();

    /** Which kind it is of. */
    EventKind kind();

    /** Events of one key are written in the order in which they were taken. */
    String key();
}
