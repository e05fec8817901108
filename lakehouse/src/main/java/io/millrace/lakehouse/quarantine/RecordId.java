package io.millrace.lakehouse.quarantine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record's place on Kafka, written {@code topic-partition-offset}. */
record RecordId(String topic, int partition, long offset) {
    // A topic's name may have dashes too; the last two are those of the form.
    private static final Pattern FORM = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

    /** The id in this text; nothing if it is none. */
    static Optional<RecordId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new RecordId(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
