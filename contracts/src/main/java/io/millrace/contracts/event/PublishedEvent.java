package io.millrace.contracts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An event as its topic holds it; the record's key is the text of its key field.
 *
 * @param id of the event: one that is received again is the same event
 * @param type name of its type
 * @param receivedAt when the intake took it
 * @param data its fields in their canonical forms
 */
public record PublishedEvent(String id, String type, Instant receivedAt, ObjectNode data) {}
