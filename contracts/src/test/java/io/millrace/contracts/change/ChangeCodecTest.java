package io.millrace.contracts.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeCodecTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final ChangeCodec codec = new ChangeCodec();

    @Test
    void aChangeReadsBackAsItWasWritten() {
        // Given
        ObjectNode key = JSON.objectNode().put("order_id", 7);
        ObjectNode after = key.deepCopy().put("total", "12.50").putNull("note");
        var change = new Change(
                Operation.UPDATE,
                TableId.parse("orders"),
                key,
                1,
                99,
                90,
                5,
                1_700_000_000_000_000L,
                "ab",
                null,
                after);
        // When
        Change read = codec.decodeChange(codec.encode(change));
        // Then
        assertThat(read.after().has("note")).isTrue();
        assertThat(read.before()).isNull();
        assertThat(codec.encode(read)).isEqualTo(codec.encode(change));
        assertThat(read.table()).isEqualTo(new TableId("public", "orders"));
    }

    @Test
    void aPublishedChangeHasTheTextsOfTheImagesOfTheChange() {
        // Given
        ObjectNode key = JSON.objectNode().put("id, \"quoted\" {ü} 😀", 7);
        ObjectNode before = JSON.objectNode().put("nested", "{\"a\":[1,{}]}").put("number", 1e-300);
        ObjectNode after = key.deepCopy().put("total", "€ 12.50\n").putNull("note");
        after.putArray("tags").add("a").addNull().addObject();
        var change = new Change(
                Operation.UPDATE, TableId.parse("orders"), key, 1, 99, -90, 5, 1_700L, "ab", before, after, "r1");
        // When
        PublishedChange read = codec.decodePublished(codec.encode(change));
        // Then
        assertThat(read)
                .isEqualTo(new PublishedChange(
                        Operation.UPDATE,
                        change.table(),
                        key.toString(),
                        1,
                        99,
                        -90,
                        5,
                        1_700L,
                        "ab",
                        before.toString(),
                        after.toString(),
                        "r1"));
    }

    @Test
    void aPublishedChangeLacksWhatTheChangeLacks() {
        var truncate = new Change(Operation.TRUNCATE, TableId.parse("t"), null, 2, 50, 60, 1, 0, null, null, null);

        assertThat(codec.decodePublished(codec.encode(truncate)))
                .isEqualTo(new PublishedChange(
                        Operation.TRUNCATE, truncate.table(), null, 2, 50, 60, 1, 0, null, null, null, null));
    }

    @Test
    void whatStandsInThePlaceOfAChangeReadsBackAndSaysWhatToDo() {
        ObjectNode key = JSON.objectNode().put("id", 7);
        var change = new Change(Operation.UPDATE, TableId.parse("docs"), key, 2, 50, 40, 1, 5, "ab", null, key);
        OversizedChange oversized = OversizedChange.of(change, 40_000_000, 33_000_000);

        assertThat(codec.decodeOversized(codec.encode(oversized))).isEqualTo(oversized);
        assertThat(oversized.sentence())
                .isEqualTo(
                        "The row {\"id\":7}, written at 0/32, takes 40,000,000 bytes or more, and a record may take 33,000,000,"
                                + " so its values are in the source alone: raise cdc.max-record-bytes or make the row smaller,"
                                + " then 'millrace resync public.docs'");
    }

    @Test
    void progressReadsBackAsItWasWritten() {
        var progress = new Progress(new Position(1, 77), Instant.parse("2026-01-02T03:04:05.000006Z"));
        assertThat(codec.decodeProgress(codec.encode(progress))).isEqualTo(progress);
    }

    @Test
    void bytesThatAreNoChangeAreRefusedWithTheReason() {
        assertThatThrownBy(() -> codec.decodeChange("{\"op\":\"q\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No operation has the code 'q'");
        assertThatThrownBy(() -> codec.decodeChange(null)).hasMessage("The record has no value");
    }

    @Test
    void aChangeIsPartOfEachPositionAfterThePreviousCommit() {
        // Given
        var change = new Change(Operation.DELETE, TableId.parse("t"), null, 2, 50, 60, 1, 0, null, null, null);
        // Then
        assertThat(change.isPartOf(new Position(2, 60))).isFalse();
        assertThat(change.isPartOf(new Position(2, 61))).isTrue();
        assertThat(change.isPartOf(new Position(1, 1000))).isFalse();
        assertThat(change.isPartOf(new Position(3, 1))).isTrue();
    }

    @Test
    void theIdOfASchemaChangesWithItsColumnsAndOnlyThen() {
        // Given
        var id = new TableSchema.Column("id", ColumnType.of(ColumnType.Kind.INT32), false, "int4");
        var price = new TableSchema.Column("price", ColumnType.decimal(14, 2), true, "numeric(14,2)");
        var schema = new TableSchema(TableId.parse("products"), List.of(id, price), List.of("id"));
        // When
        TableSchema read = TableSchema.parse(schema.json());
        // Then
        assertThat(read).isEqualTo(schema);
        assertThat(read.id()).isEqualTo(schema.id()).hasSize(16);
        assertThat(new TableSchema(schema.table(), List.of(id), schema.key()).id())
                .isNotEqualTo(schema.id());
    }
}
