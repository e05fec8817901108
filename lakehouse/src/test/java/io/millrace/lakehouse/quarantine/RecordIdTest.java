package io.millrace.lakehouse.quarantine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordIdTest {
    @Test
    void anIdIsReadAsItWasWritten() {
        var id = new RecordId("millrace.a-b.changes.public.users", 3, 41);
        assertThat(RecordId.parse(id.toString())).contains(id);
    }

    @Test
    void whatHasNoPartitionAndOffsetIsNoId() {
        assertThat(RecordId.parse("topic-1")).isEmpty();
        assertThat(RecordId.parse("topic-1-x")).isEmpty();
    }
}
