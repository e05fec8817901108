package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.PublishedChange;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.event.PublishedEvent;

/** What a Kafka record turned out to be. */
sealed interface DecodedRecord {
    record OfChange(PublishedChange change) implements DecodedRecord {}

    record OfProgress(Progress progress) implements DecodedRecord {}

    record OfNote(TableNote note) implements DecodedRecord {}

    record OfEvent(PublishedEvent event) implements DecodedRecord {}

    /** Nothing that can be processed. */
    record Unreadable(String reason) implements DecodedRecord {}
}
