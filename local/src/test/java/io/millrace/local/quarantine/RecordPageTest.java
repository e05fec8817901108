package io.millrace.local.quarantine;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordPageTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:01:00.123456Z");

    @Test
    void aListHasALineForEachRecord() {
        assertThat(RecordPage.table(List.of(record("why ".repeat(30), null))).get(1))
                .startsWith("  topic-0-1  2026-01-01T00:01:00Z  public.users  waiting  why why")
                .endsWith("...")
                .hasSizeLessThan(120);
    }

    @Test
    void noRecordsAreSaidToBeNone() {
        assertThat(RecordPage.table(List.of())).containsExactly("No record is in quarantine.");
    }

    @Test
    void jsonIsShownAsJsonAndOtherBytesAsNumbers() {
        assertThat(RecordPage.all(record("why", "{\"a\":1}"))).contains("reason:   why", "    \"a\" : 1", "  none");
        assertThat(RecordPage.all(record("why", "A\u0000b, and more bytes")))
                .contains(
                        "  00000000  41 00 62 2c 20 61 6e 64 20 6d 6f 72 65 20 62 79  A.b, and more by",
                        "  00000010  74 65 73                                         tes");
    }

    private static QuarantinedRecord record(String reason, String value) {
        return new QuarantinedRecord(
                "topic-0-1",
                TableId.parse("public.users"),
                State.WAITING,
                reason,
                SINCE,
                null,
                null,
                null,
                value == null ? null : Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }
}
