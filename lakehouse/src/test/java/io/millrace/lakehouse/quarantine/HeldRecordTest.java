package io.millrace.lakehouse.quarantine;

import io.millrace.contracts.change.TableId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldRecordTest {
    private static final String CHANGE =
            """
            {"op":"d","table":"public.users","key":{"id":5},"incarnation":1,"lsn":1,"previousCommit":0,
             "transaction":1,"committedAt":1,"schema":"s"}
            """;

    @Test
    void theRecordsOwnKeyTellsItsRow() {
        assertThat(held("{\"id\":7}", "garbage").rowKey())
                .hasValueSatisfying(key -> assertThat(key.toString()).isEqualTo("{\"id\":7}"));
    }

    @Test
    void aValueThatIsReadableNowTellsItsRow() {
        assertThat(held(null, CHANGE).rowKey())
                .hasValueSatisfying(key -> assertThat(key.toString()).isEqualTo("{\"id\":5}"));
    }

    @Test
    void garbageTellsNothing() {
        assertThat(held("{}", "garbage").rowKey()).isEmpty();
        assertThat(held(null, null).rowKey()).isEmpty();
        assertThat(held("[1]", CHANGE.replace("public.users", "public.orders")).rowKey())
                .isEmpty();
    }

    private static HeldRecord held(String key, String value) {
        return new HeldRecord(new RecordId("t", 0, 1), TableId.parse("public.users"), bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
