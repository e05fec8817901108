package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import io.millrace.contracts.online.LiveUser.SourceRow;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.MemoryStore;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.user.OnlineStore.Asked;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.ItemText;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.PairName;
import io.millrace.streaming.wire.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserStageTest {
    private static final Origin ORIGIN = new Origin(Origin.Stage.ROWS, 0);
    private static final TieRule RULE = new TieRule(
            Optional.empty(), Caps.NONE, List.of("public.views", "public.lines"), List.of("shop__events.play"));
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final MemoryShelf shelf = new MemoryShelf();
    private final MemoryStore store = new MemoryStore();
    private UserStage stage = newStage();

    private UserStage newStage() {
        return new UserStage(shelf, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
    }

    private static Position at(long lsn) {
        return new Position(1, lsn);
    }

    private void reached(long lsn, Instant time) {
        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(at(lsn), time)));
    }

    private void tie(String row, Instant time, long lsn) {
        var contribution = new Contribution("5", time.getEpochSecond() * 1_000_000, 1);
        stage.accept(new HopMessage.Tie("3", 0, row, Optional.of(contribution), at(lsn)));
    }

    private void write() {
        boolean isMore = true;
        while (isMore) {
            isMore = stage.write(store);
        }
    }

    private List<String> itemsOfUser() {
        return store.user("3").interactions().stream().map(Interaction::item).toList();
    }

    @Test
    void whatComesLateOfAUserWhoWasWrittenAsGoneIsNotTakenForOld() {
        stage.accept(new HopMessage.ItemRow("5", "row", true, at(1)));
        reached(10, NOW);
        tie("first", NOW, 50);
        write();
        stage.accept(new HopMessage.Tie("3", 0, "first", Optional.empty(), at(51)));
        write();
        reached(20, NOW);
        write();

        tie("second", NOW, 40);
        write();

        assertThat(itemsOfUser()).containsExactly("5");
    }

    @Test
    void anInteractionOfTheDayAfterTomorrowCountsWhenTheSourcesClockIsThere() {
        stage.accept(new HopMessage.ItemRow("5", "row", true, at(1)));
        tie("first", NOW.plus(Duration.ofDays(2)), 5);
        reached(10, NOW);
        write();
        assertThat(itemsOfUser()).isEmpty();

        stage = newStage();
        reached(20, NOW.plus(Duration.ofDays(1)));
        write();

        assertThat(itemsOfUser()).containsExactly("5");
    }

    @Test
    void nothingIsWrittenBeforeAllIsReadOnce() {
        tie("first", NOW, 5);
        write();

        assertThat(store.progress(0)).isEmpty();
        assertThat(stage.counts()).isEqualTo(new UserStage.Counts(0, 0));
    }

    private void line(String name, long micros, long lsn) {
        stage.accept(new HopMessage.Tie("3", 1, name, Optional.of(new Contribution("5", micros, 1)), at(lsn)));
    }

    @Test
    void anInteractionNamesItsLatestRowWithTheChangeThatMadeItSoAndNotTheParent() {
        stage.accept(new HopMessage.ItemRow("5", "row", true, at(1)));
        line(PairName.of("{\"line_id\":1}", "{\"order_id\":7}"), 20, 3);
        line(PairName.of("{\"line_id\":2}", "{\"order_id\":8}"), 10, 4);
        tie("{\"view_id\":1}", Instant.EPOCH, 5);
        reached(10, NOW);
        write();
        assertThat(latestRow()).isEqualTo(new SourceRow("public.lines", "{\"line_id\":1}", at(3)));

        // The order of the second line was moved.
        line(PairName.of("{\"line_id\":2}", "{\"order_id\":8}"), 30, 11);
        write();
        assertThat(latestRow()).isEqualTo(new SourceRow("public.lines", "{\"line_id\":2}", at(11)));

        tie("{\"view_id\":1}", NOW, 12);
        write();
        assertThat(latestRow()).isEqualTo(new SourceRow("public.views", "{\"view_id\":1}", at(12)));
    }

    @Test
    void aTieThatAnEarlierVersionKeptNamesNoRowUntilItChanges() {
        var kept = new ByteSink();
        HopCodec.write(kept, new Contribution("5", 0, 1));
        shelf.put(
                new ByteSink()
                        .tag(1)
                        .text("3")
                        .number(0)
                        .text("{\"view_id\":1}")
                        .bytes(),
                kept.bytes());
        stage.accept(new HopMessage.ItemRow("5", "row", true, at(1)));
        stage.accept(new HopMessage.UserRow("3", "row", true, at(2)));
        reached(10, NOW);
        write();
        assertThat(store.user("3").interactions().get(0).latest()).isEmpty();

        tie("{\"view_id\":1}", NOW, 12);
        write();
        assertThat(latestRow().position()).isEqualTo(at(12));
    }

    private SourceRow latestRow() {
        return store.user("3").interactions().get(0).latest().orElseThrow();
    }

    private void play(String id, String item, Instant time) {
        var contribution = new Contribution(item, time.getEpochSecond() * 1_000_000, 1);
        stage.accept(new HopMessage.EventTie("3", 2, "{\"event_id\":\"%s\"}".formatted(id), contribution));
    }

    /** A user and two items, reached at position 10. */
    private void begin() {
        stage.accept(new HopMessage.ItemRow("5", "row", true, at(1)));
        stage.accept(new HopMessage.ItemRow("6", "row", true, at(1)));
        stage.accept(new HopMessage.UserRow("3", "row", true, at(2)));
        reached(10, NOW);
    }

    @Test
    void anEventCountsAtOnceAndOnceAsItWasToldFirst() {
        begin();
        play("7f", "5", NOW);
        play("7f", "6", NOW.plusSeconds(9));
        write();

        assertThat(store.user("3").interactions())
                .containsExactly(new Interaction(
                        "5",
                        1,
                        1,
                        NOW,
                        NOW,
                        Optional.of(new SourceRow("shop__events.play", "{\"event_id\":\"7f\"}", at(11)))));
        assertThat(store.progress(0).map(Progress::position)).contains(at(10));
    }

    @Test
    void anEventDoesNotKeepOutTheNextChangeOfATable() {
        begin();
        play("7f", "5", NOW);
        play("8f", "5", NOW);
        write();
        stage.accept(new HopMessage.UserRow("3", "row", false, at(11)));
        write();

        assertThat(store.user("3").exists()).isFalse();
    }

    @Test
    void anEventThatWasNotWrittenBeforeACrashIsWrittenAfterIt() {
        begin();
        write();
        play("7f", "5", NOW);

        stage = newStage();
        write();

        assertThat(itemsOfUser()).containsExactly("5");
    }

    @Test
    void whoTakesOverFromBeforeAnEventDoesNotTakeItAway() {
        begin();
        play("7f", "5", NOW);
        MemoryShelf before = shelf.copy();
        play("8f", "6", NOW);
        write();

        stage = new UserStage(before, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        write();

        assertThat(itemsOfUser()).containsExactly("5", "6");
    }

    @Test
    void eventsThatCameBeforeTheFirstPositionAreWrittenThoughTheStoreIsFurther() {
        begin();
        write();
        var anew = new UserStage(new MemoryShelf(), List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        stage = anew;
        play("7f", "5", NOW);
        begin();
        write();

        assertThat(itemsOfUser()).containsExactly("5");
    }

    @Test
    void anEventOfBeforeTheFirstPositionIsToldAsOneBehindItAlsoAfterACrash() {
        begin();
        write();
        var anew = new MemoryShelf();
        stage = new UserStage(anew, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        play("7f", "6", NOW);
        play("8f", "5", NOW);
        begin();

        stage = new UserStage(anew, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        write();

        assertThat(latestRow()).isEqualTo(new SourceRow("shop__events.play", "{\"event_id\":\"8f\"}", at(11)));
    }

    @Test
    void eventsThatTheStoreHadOneByOneBeforeACrashDoNotKeepOutOneMoreAfterIt() {
        begin();
        List.of("1f", "2f", "3f").forEach(id -> play(id, "5", NOW));
        write();
        stage = new UserStage(new MemoryShelf(), List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        List.of("1f", "2f", "3f").forEach(id -> play(id, "5", NOW));
        play("4f", "6", NOW);
        begin();
        write();

        assertThat(itemsOfUser()).containsExactly("5", "6");
    }

    @Test
    void aRowOfBeforeTheFirstPositionIsToldWhereItChanged() {
        tie("first", NOW, 5);
        begin();
        write();

        assertThat(latestRow()).isEqualTo(new SourceRow("public.views", "first", at(5)));
    }

    @Test
    void theFirstPositionTakesNoMoreWritesForMoreEvents() {
        assertThat(writesOfFirstPosition(1)).isEqualTo(writesOfFirstPosition(1_000));
    }

    private static int writesOfFirstPosition(int users) {
        var counting = new CountingShelf();
        var stage = new UserStage(counting, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        for (int user = 0; user < users; user++) {
            stage.accept(new HopMessage.EventTie(String.valueOf(user), 2, "first", new Contribution("5", 0, 1)));
            stage.accept(new HopMessage.EventTie(String.valueOf(user), 2, "second", new Contribution("5", 0, 1)));
        }
        int before = counting.writes;
        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(at(10), NOW)));
        return counting.writes - before;
    }

    /** A shelf that counts what is put there. */
    private static final class CountingShelf implements Shelf {
        private final MemoryShelf entries = new MemoryShelf();
        private int writes;

        @Override
        public Optional<byte[]> get(byte[] key) {
            return entries.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            writes++;
            entries.put(key, value);
        }

        @Override
        public void remove(byte[] key) {
            writes++;
            entries.remove(key);
        }

        @Override
        public void from(byte[] prefix, byte[] first, VisitWhile visit) {
            entries.from(prefix, first, visit);
        }
    }

    @Test
    void ofAUserWithoutARowNoEventIsTold() {
        begin();
        play("7f", "5", NOW);
        tie("first", NOW, 10);
        write();
        assertThat(store.user("3").interactions().get(0).count()).isEqualTo(2);

        stage.accept(new HopMessage.UserRow("3", "row", false, at(12)));
        write();
        assertThat(store.user("3").interactions().get(0).count()).isEqualTo(1);

        stage.accept(new HopMessage.UserRow("3", "row", true, at(13)));
        write();
        assertThat(store.user("3").interactions().get(0).count()).isEqualTo(2);
    }

    @Test
    void anItemThatComesAfterItsInteractionBringsItIn() {
        tie("first", NOW, 5);
        reached(10, NOW);
        write();
        assertThat(itemsOfUser()).isEmpty();

        stage.accept(new HopMessage.ItemRow("5", "row", true, at(15)));
        write();
        assertThat(itemsOfUser()).containsExactly("5");

        stage.accept(new HopMessage.ItemRow("5", "row", false, at(16)));
        write();
        assertThat(itemsOfUser()).isEmpty();
    }

    private void writeAgain() {
        boolean isMore = true;
        while (isMore) {
            isMore = stage.writeAgain(store);
        }
    }

    @Test
    void whatIsAskedForIsWrittenAgainOverWhatPassesForLater() {
        begin();
        stage.accept(new HopMessage.ItemSays("5", "row", Optional.of(new ItemText("Cup", true, Map.of())), at(3)));
        tie("first", NOW, 5);
        write();
        store.spoil(0, "3", at(9), new LiveUser(true, List.of()));
        store.spoil(0, "5", new LiveItem(at(9), true, "Saucer", true, Map.of()));

        write();
        assertThat(itemsOfUser()).isEmpty();
        writeAgain();

        assertThat(itemsOfUser()).containsExactly("5");
        assertThat(store.items().get("5")).isEqualTo(new LiveItem(at(3), true, "Cup", true, Map.of()));
        assertThat(store.asked(0, 10).isEmpty()).isTrue();
    }

    @Test
    void whatIsAskedForAndIsNotThereIsWrittenAsGone() {
        begin();
        write();
        store.spoil(0, "nobody", at(9), new LiveUser(true, List.of()));
        store.spoil(0, "nothing", new LiveItem(at(9), true, "Saucer", true, Map.of()));

        writeAgain();

        assertThat(store.user("nobody").exists()).isFalse();
        assertThat(store.items().get("nothing").exists()).isFalse();
        reached(20, NOW);
        stage.accept(new HopMessage.UserRow("nobody", "row", true, at(15)));
        write();
        assertThat(store.user("nobody").exists()).isTrue();
    }

    @Test
    void whoIsBehindTheStoreOrIsNotTheOneWhoWritesLeavesWhatIsAskedFor() {
        begin();
        write();
        UserStage relieved = stage;
        MemoryShelf before = shelf.copy();
        reached(20, NOW);
        write();
        store.spoil(0, "3", at(9), new LiveUser(false, List.of()));

        stage = new UserStage(before, List.of(ORIGIN), RULE, kinds -> new Unwritten(0, 10, kinds));
        writeAgain();
        assertThat(store.user("3").exists()).as("of one who is behind").isFalse();
        assertThat(relieved.writeAgain(store)).isFalse();
        assertThat(store.user("3").exists()).as("of one who was relieved").isFalse();

        reached(20, NOW);
        writeAgain();
        assertThat(store.user("3").exists()).isTrue();
    }

    @Test
    void whatCameSinceItWasAskedForIsNotOverwrittenByAnOlderOne() {
        begin();
        write();
        store.spoil(0, "3", at(9), new LiveUser(false, List.of()));
        Asked asked = store.asked(0, 10);
        stage.accept(new HopMessage.UserRow("3", "other", true, at(11)));
        write();

        store.writeAgain(
                0, asked, List.of(new OnlineStore.UserEntry("3", at(2), new LiveUser(false, List.of()))), List.of());

        assertThat(store.user("3").exists()).isTrue();
    }

    @Test
    void nothingIsWrittenAgainBeforeAllIsReadOnce() {
        store.spoil(0, "3", at(9), new LiveUser(true, List.of()));

        assertThat(stage.writeAgain(store)).isFalse();
        assertThat(store.user("3").exists()).isTrue();
    }
}
