package io.millrace.streaming.row;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.streaming.MemoryShelf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowStageTest {
    private static final TableId USERS = TableId.parse("users");

    private final ChangeCodec codec = new ChangeCodec();
    private final RowStage stage = new RowStage(
            0,
            PipelineFile.parse(
                    """
                    source:
                      url: jdbc:postgresql://localhost:5432/shop
                      user: millrace
                      tables: {users: {}, items: {}, ratings: {}}
                    recommend:
                      users: {table: users, id: id}
                      items: {table: items, id: id}
                      interactions:
                        rating: {table: ratings, user: user, item: item, at: at}
                    """,
                    name -> null),
            new MemoryShelf(),
            id -> Optional.empty(),
            message -> {});
    private long offset;

    private void send(String kind, byte[] value) {
        stage.accept(USERS, offset++, kind, value);
    }

    private void progress(long lsn) {
        send(ChangeCodec.PROGRESS_KIND, codec.encode(new Progress(new Position(1, lsn), Instant.ofEpochSecond(lsn))));
    }

    private void readAt(long lsn) {
        send(
                ChangeCodec.NOTE_KIND,
                codec.encode(new TableNote(
                        TableNote.Kind.RELOADED,
                        USERS,
                        "reload" + lsn,
                        1,
                        lsn,
                        lsn,
                        0,
                        TableNote.Scope.TABLE,
                        null,
                        0)));
    }

    private void oversized(long lsn, long previousCommit) {
        var key = JsonNodeFactory.instance.objectNode().put("id", 7);
        send(
                ChangeCodec.OVERSIZED_KIND,
                codec.encode(new OversizedChange(
                        Operation.UPDATE, USERS, key, 1, lsn, previousCommit, 1, 0, 40_000_000, 33_000_000)));
    }

    private boolean isKnown() {
        return stage.standings().get(USERS).known();
    }

    @Test
    void aTableWithARowThatWasTooLargeIsNotKnownUntilItIsReadLater() {
        readAt(10);
        progress(20);
        assertThat(isKnown()).isTrue();

        oversized(25, 20);

        assertThat(isKnown()).isFalse();
        assertThat(stage.standings().get(USERS).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("The row {\"id\":7}"));
        readAt(20);
        assertThat(isKnown()).isFalse();
        readAt(30);
        assertThat(isKnown()).isTrue();
    }

    @Test
    void aRowThatWasTooLargeAndIsToldOfAgainAfterItWasMendedChangesNothing() {
        readAt(10);
        progress(20);
        oversized(25, 20);
        readAt(30);
        progress(30);

        oversized(25, 20);

        assertThat(isKnown()).isTrue();
    }

    @Test
    void whatStandsInThePlaceOfAChangeOfAnotherTableCannotBeRead() {
        readAt(10);
        progress(20);

        send(ChangeCodec.OVERSIZED_KIND, "{\"table\":\"public.items\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(stage.standings().get(USERS).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("a record of it cannot be read"));
    }
}
