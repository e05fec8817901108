package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.PublishedChange;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.PublishedEvent;
import java.util.Map;
import java.util.Optional;

/** Tells what a record of a change topic is; never throws, whatever the bytes. For one thread. */
final class RecordDecoder {
    private static final String NO_COLUMNS = "{}";

    private final Topics topics;
    private final Map<String, String> eventTypes;
    private final EventCodec eventCodec = new EventCodec();
    private final ChangeCodec codec = new ChangeCodec();
    // The changes of a partition are of one table, and a topic's name takes a while to write.
    private TableId lastTable;
    private String lastTopic;

    /**
     * Decodes what the topics of a pipeline hold.
     *
     * @param eventTypes by the topics that hold events
     */
    RecordDecoder(Topics topics, Map<String, String> eventTypes) {
        this.topics = topics;
        this.eventTypes = eventTypes;
    }

    /**
     * Decodes a record.
     *
     * @param kind the value of the header that names the kind, or null
     */
    DecodedRecord decode(String topic, String kind, byte[] value) {
        try {
            if (eventTypes.containsKey(topic)) {
                return event(eventTypes.get(topic), eventCodec.decode(value));
            }
            if (ChangeCodec.PROGRESS_KIND.equals(kind)) {
                return progress(codec.decodeProgress(value));
            }
            if (ChangeCodec.CHANGE_KIND.equals(kind)) {
                return change(topic, codec.decodePublished(value));
            }
            if (ChangeCodec.NOTE_KIND.equals(kind)) {
                return note(topic, codec.decodeNote(value));
            }
            if (ChangeCodec.OVERSIZED_KIND.equals(kind)) {
                return oversized(topic, codec.decodeOversized(value));
            }
            return new DecodedRecord.Unreadable(
                    kind == null ? "The record does not say of which kind it is" : "No kind is called '" + kind + "'");
        } catch (IllegalArgumentException e) {
            return new DecodedRecord.Unreadable(e.getMessage());
        }
    }

    private static DecodedRecord event(String type, PublishedEvent event) {
        return event.type().equals(type)
                ? new DecodedRecord.OfEvent(event)
                : new DecodedRecord.Unreadable(
                        "The event is a '%s', but the topic is that of '%s'".formatted(event.type(), type));
    }

    private static DecodedRecord progress(Progress progress) {
        return progress == null || progress.position() == null || progress.sourceTime() == null
                ? new DecodedRecord.Unreadable("The progress record has no position or no time")
                : new DecodedRecord.OfProgress(progress);
    }

    private DecodedRecord note(String topic, TableNote note) {
        if (note == null || note.kind() == null || note.table() == null) {
            return new DecodedRecord.Unreadable("The note has no kind or no table");
        }
        if (!topics.changes(note.table()).equals(topic)) {
            return new DecodedRecord.Unreadable(
                    "The note is of table %s, whose topic is another".formatted(note.table()));
        }
        if (note.kind() == TableNote.Kind.SHAPED && note.schema() == null) {
            return new DecodedRecord.Unreadable("The note does not name the schema that the table has");
        }
        return note.kind() == TableNote.Kind.RELOADED && (note.reload() == null || note.scope() == null)
                ? new DecodedRecord.Unreadable("The note does not say which reload has ended, or what it speaks for")
                : new DecodedRecord.OfNote(note);
    }

    /** What it stands for cannot be processed either, but it says why. */
    private DecodedRecord oversized(String topic, OversizedChange change) {
        return new DecodedRecord.Unreadable(
                change != null
                                && change.table() != null
                                && topicOf(change.table()).equals(topic)
                        ? change.sentence()
                        : "A change that was too large is of a table whose topic is another");
    }

    private String topicOf(TableId table) {
        if (!table.equals(lastTable)) {
            lastTopic = topics.changes(table);
            lastTable = table;
        }
        return lastTopic;
    }

    private DecodedRecord change(String topic, PublishedChange change) {
        return problemOf(topic, change)
                .<DecodedRecord>map(DecodedRecord.Unreadable::new)
                .orElseGet(() -> new DecodedRecord.OfChange(change));
    }

    private Optional<String> problemOf(String topic, PublishedChange change) {
        if (change.op() == null || change.table() == null) {
            return Optional.of("The change has no operation or no table");
        }
        if (!topicOf(change.table()).equals(topic)) {
            return Optional.of("The change is of table %s, whose topic is another".formatted(change.table()));
        }
        if (change.op() == Operation.TRUNCATE) {
            return Optional.empty();
        }
        if (change.key() == null || change.key().equals(NO_COLUMNS)) {
            return Optional.of("The change has no key, so its row cannot be found again");
        }
        if (change.reload() != null && change.op() != Operation.READ && change.op() != Operation.DELETE) {
            return Optional.of("A reload has rows and missing keys, and no change such as '%s'"
                    .formatted(change.op().code()));
        }
        if (change.schema() == null) {
            return Optional.of("The change does not name its schema");
        }
        return change.op() != Operation.DELETE && change.after() == null
                ? Optional.of("The change has no new row")
                : Optional.empty();
    }
}
