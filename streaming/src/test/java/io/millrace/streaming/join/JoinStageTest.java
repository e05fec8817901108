package io.millrace.streaming.join;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.SmallShop;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JoinStageTest {
    private static final int PAGE = 10;
    private static final int ROWS = 25;
    private static final Origin ORIGIN = new Origin(Origin.Stage.ROWS, 0);
    private static final Pipeline PIPELINE = SmallShop.with(
            """
            measures:
              sales:
                table: lines
                at: at
                aggregate: count
                by: {category: {table: products, by: product_id, column: category}}
                windows: [day]
              plays: {event: play, aggregate: count, by: {category: {table: products, by: product, column: category}}, windows: [day]}
              states: {table: lines, through: {table: orders, by: order_id}, at: at, aggregate: count, by: {state: orders.state}, windows: [day]}
            events:
              play: {fields: {viewer: {type: integer, required: true}, product: integer}, key: viewer}
            """);
    private static final int SALES = 0;
    private static final int PLAYS = 1;
    private static final int STATES = 2;

    private MemoryShelf shelf = new MemoryShelf();
    private List<HopMessage> sent = new ArrayList<>();
    private JoinStage stage = stage();
    private long lsn = 10;

    private JoinStage stage() {
        return new JoinStage(
                new JoinStage.Setting(0, PIPELINE, List.of(ORIGIN), PAGE), shelf, message -> sent.add(message));
    }

    private Position next() {
        return new Position(1, lsn++);
    }

    private static Optional<Values> values(String... texts) {
        return Optional.of(new Values(List.of(texts).stream().map(Optional::of).toList()));
    }

    private void sale(int row) {
        stage.accept(new RelationRow(SALES, false, "line" + row, "line" + row, values("1000000", "5"), next()));
    }

    private void play(String id, long known) {
        stage.accept(new EventRow(PLAYS, id, values("1000000", "5").orElseThrow(), known));
    }

    private void category(String category) {
        stage.accept(new LookupRow(0, "5", "product5", values(category), next()));
    }

    /** What plays find, by the key of products and not by a column of the name that sales have for it. */
    private void categoryOfPlays(String category) {
        stage.accept(new LookupRow(1, "5", "product5", values(category), next()));
    }

    private void reached() {
        stage.accept(new Reached(ORIGIN, new Progress(next(), Instant.EPOCH)));
    }

    private void goOnToTheEnd() {
        boolean isMore = true;
        while (isMore) {
            isMore = stage.goOn();
        }
    }

    /** How many rows each value of the dimensions has, by all that was told. */
    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (HopMessage message : sent) {
            if (message instanceof Delta delta && delta.slot().dimension().isPresent()) {
                counts.merge(delta.slot().dimension().get(), delta.more() ? 1 : -1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Test
    void aProductThatManyRowsNameIsMovedPageByPageAlsoWhenTheProcessIsKilledBetween() {
        category("tea");
        for (int row = 0; row < ROWS; row++) {
            sale(row);
        }
        category("coffee");
        reached();
        assertThat(counts()).isEqualTo(Map.of("coffee", PAGE, "tea", ROWS - PAGE));

        MemoryShelf committed = shelf.copy();
        List<HopMessage> told = List.copyOf(sent);
        sale(ROWS);
        category("cocoa");
        stage.goOn();
        shelf = committed;
        sent = new ArrayList<>(told);
        stage = stage();
        assertThat(sent).noneMatch(Reached.class::isInstance);

        sale(ROWS);
        category("cocoa");
        reached();
        goOnToTheEnd();
        assertThat(counts()).isEqualTo(Map.of("cocoa", ROWS + 1));
        assertThat(sent.get(sent.size() - 1)).isInstanceOf(Reached.class);
        assertThat(sent).filteredOn(Reached.class::isInstance).hasSize(2);
    }

    @Test
    void anEventCountsOnceAndMovesWithWhatATableSaysOfItUntilItIsForgotten() {
        categoryOfPlays("tea");
        play("a", 900_000);
        play("a", 900_000);
        play("b", 2_000_000);
        assertThat(counts()).isEqualTo(Map.of("tea", 2));
        assertThat(stage.forget(Instant.MAX)).isFalse();
        stage.accept(new Reached(ORIGIN, new Progress(next(), Instant.ofEpochSecond(1))));
        assertThat(stage.forget(Instant.EPOCH)).isFalse();
        play("a", 900_000);
        assertThat(counts()).isEqualTo(Map.of("tea", 2));

        assertThat(stage.forget(Instant.ofEpochSecond(10))).isFalse();
        stage = stage();
        categoryOfPlays("coffee");
        play("b", 2_000_000);
        assertThat(counts()).isEqualTo(Map.of("tea", 1, "coffee", 1));
        play("a", 900_000);
        assertThat(counts()).isEqualTo(Map.of("tea", 1, "coffee", 2));
    }

    @Test
    void soManyEventsAreForgottenAtATime() {
        for (int event = 0; event < ROWS; event++) {
            play("e" + event, 900_000);
        }
        stage.accept(new Reached(ORIGIN, new Progress(next(), Instant.ofEpochSecond(1))));

        assertThat(stage.forget(Instant.MAX)).isTrue();
        assertThat(stage.forget(Instant.MAX)).isTrue();
        assertThat(stage.forget(Instant.MAX)).isFalse();
    }

    @Test
    void noStepTellsOfMoreThanAPageOfTheRowsOfAParent() {
        stage.accept(new RelationRow(STATES, true, "o1", "order1", values("open"), next()));
        for (int row = 0; row < ROWS; row++) {
            stage.accept(new RelationRow(STATES, false, "o1", "line" + row, values("1000000"), next()));
        }
        int before = sent.size();
        stage.accept(new RelationRow(STATES, true, "o1", "order1", values("paid"), next()));
        int most = 2 * PAGE;
        assertThat(sent.size() - before).isEqualTo(most);
        boolean isMore = true;
        while (isMore) {
            int told = sent.size();
            isMore = stage.goOn();
            assertThat(sent.size() - told).isLessThanOrEqualTo(most);
        }
        assertThat(counts()).isEqualTo(Map.of("paid", ROWS));
    }
}
