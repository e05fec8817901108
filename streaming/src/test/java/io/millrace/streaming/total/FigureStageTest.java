package io.millrace.streaming.total;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.MemoryFigures;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.SmallShop;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Sighting;
import io.millrace.streaming.wire.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class FigureStageTest {
    private static final Origin ORIGIN = new Origin(Origin.Stage.ROWS, 0);
    private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");
    private static final Kept KEPT =
            new Kept(Duration.ofHours(48), Duration.ofDays(90), Duration.ofHours(24), Duration.ofDays(30));
    private static final Pipeline PIPELINE = SmallShop.with(
            """
            measures:
              sales: {table: orders, at: created_at, aggregate: count, by: {product: product_id}, windows: [hour]}
              visitors: {table: logins, at: at, aggregate: distinct, value: user_id, windows: [minute]}
            trends:
              rising: {measure: sales, by: product, window: hour, recent: 2, baseline: 20}
            rules:
              HIGH_VALUE:
                {table: orders, at: created_at, kind: value, key: user_id, value: amount, above: 50000000, severity: high}
              VELOCITY:
                {table: orders, at: created_at, kind: count, key: user_id, above: 10, within: 1m, severity: critical}
              MANY_ACCOUNTS:
                {table: logins, at: at, kind: distinct, key: ip, value: user_id, above: 3, within: 5m, cool_down: 10m, severity: high}
            """);
    private static final int MANY = 250_000;
    private static final int HIGH_VALUE = 0;
    private static final int VELOCITY = 1;
    private static final int MANY_ACCOUNTS = 2;

    private final MemoryFigures store = new MemoryFigures();
    private final MemoryShelf shelf = new MemoryShelf();
    private final List<Alert> sent = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Instant machine = NOW;
    private final FigureStage stage = new FigureStage(
            new FigureStage.Setting(
                    0,
                    PIPELINE,
                    KEPT,
                    List.of(ORIGIN),
                    () -> machine,
                    new ClockSlack(Duration.ofDays(1), Duration.ofMinutes(5))),
            shelf,
            kinds -> new Unwritten(0, 10, kinds),
            new FigureOutbox() {
                @Override
                public void send(MeasurePoint point) {
                    told.add(point.key());
                }

                @Override
                public void send(Alert alert) {
                    sent.add(alert);
                }
            });
    private long lsn = 10;

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Optional<Sighting> seen(Instant at, String value) {
        return Optional.of(new Sighting(micros(at), Optional.ofNullable(value)));
    }

    private void row(int rule, String row, Optional<Sighting> before, Optional<Sighting> after) {
        stage.accept(new HopMessage.RuleRow(rule, "7", row, before, after, new Position(1, lsn++)));
    }

    private void reached(Instant now) {
        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(new Position(1, lsn++), now)));
        boolean isMore = true;
        while (isMore) {
            isMore = stage.write(store);
        }
    }

    private void sales(String product, Instant at, int count) {
        for (int sale = 0; sale < count; sale++) {
            stage.accept(new HopMessage.Delta(
                    new Slot(0, 0, Optional.of(product)), micros(at), Optional.empty(), true, new Position(1, lsn++)));
        }
    }

    private void visit(String visitor, Instant at) {
        stage.accept(new HopMessage.Delta(
                new Slot(1, Slot.TOTAL, Optional.empty()),
                micros(at),
                Optional.of(visitor),
                true,
                new Position(1, lsn++)));
    }

    private List<Alert> open() {
        return store.alerts().values().stream().filter(Alert::open).toList();
    }

    @Test
    void anOrderAboveTheBoundIsAnAlertWithItsEvidenceUntilItIsCorrected() {
        row(HIGH_VALUE, "{\"order_id\":1}", Optional.empty(), seen(NOW, "60000000"));
        reached(NOW);
        Alert alert = open().get(0);
        assertThat(alert.rule()).isEqualTo("HIGH_VALUE");
        assertThat(alert.found()).isEqualTo("60000000");
        assertThat(alert.evidence())
                .containsExactly(new Alert.Evidence("{\"order_id\":1}", NOW, Optional.of("60000000")));

        row(HIGH_VALUE, "{\"order_id\":1}", seen(NOW, "60000000"), Optional.empty());
        reached(NOW);
        assertThat(open()).isEmpty();

        row(HIGH_VALUE, "{\"order_id\":1}", Optional.empty(), seen(NOW, "60000000"));
        reached(NOW);
        assertThat(open()).extracting(Alert::id).containsExactly(alert.id());
        assertThat(sent).extracting(Alert::open).containsExactly(true, false, true);
    }

    @Test
    void elevenOrdersInAMinuteAreOneAlertAndTenAreNone() {
        for (int order = 0; order < 10; order++) {
            row(VELOCITY, "order" + order, Optional.empty(), seen(NOW.plusSeconds(order), null));
        }
        reached(NOW);
        assertThat(open()).isEmpty();

        for (int order = 10; order < 30; order++) {
            row(VELOCITY, "order" + order, Optional.empty(), seen(NOW.plusSeconds(order), null));
        }
        reached(NOW);
        assertThat(open()).hasSize(1);
        assertThat(open().get(0).evidence()).hasSize(11);
        assertThat(open().get(0).at()).isEqualTo(NOW.plusSeconds(10));
        assertThat(sent).hasSize(1);
    }

    @Test
    void whatIsOlderThanRulesRememberIsNoNews() {
        row(HIGH_VALUE, "old", Optional.empty(), seen(NOW.minus(Duration.ofDays(3)), "60000000"));
        reached(NOW);
        row(HIGH_VALUE, "late", Optional.empty(), seen(NOW.minus(Duration.ofHours(25)), "60000000"));
        reached(NOW);

        assertThat(store.alerts()).isEmpty();
    }

    @Test
    void whatIsOpenFollowsFromTheRowsThatAreLeftInWhateverOrderTheyCameAndWent() {
        for (long seed = 1; seed <= 30; seed++) {
            var random = new Random(seed);
            Map<String, Sighting> rows = new TreeMap<>();
            List<HopMessage.RuleRow> steps = new ArrayList<>();
            for (int row = 0; row < 40; row++) {
                var first = new Sighting(
                        micros(NOW.minusSeconds(random.nextInt(3_000))), Optional.of("user" + random.nextInt(8)));
                String name = seed + "/" + row;
                steps.add(step(name, Optional.empty(), Optional.of(first)));
                rows.put(name, first);
            }
            Collections.shuffle(steps, random);
            for (String name : List.copyOf(rows.keySet())) {
                Sighting before = rows.get(name);
                if (random.nextInt(3) == 0) {
                    steps.add(step(name, Optional.of(before), Optional.empty()));
                    rows.remove(name);
                } else if (random.nextInt(3) == 0) {
                    var moved = new Sighting(before.micros() + random.nextInt(300_000_000), before.value());
                    steps.add(step(name, Optional.of(before), Optional.of(moved)));
                    rows.put(name, moved);
                }
            }
            steps.forEach(stage::accept);
            reached(NOW);
            Set<Long> open = new TreeSet<>();
            open().forEach(alert -> open.add(Math.floorDiv(micros(alert.at()), 600_000_000L)));
            assertThat(open).as("seed %d", seed).isEqualTo(stretchesWithBursts(rows.values()));
            rows.forEach((name, last) -> stage.accept(step(name, Optional.of(last), Optional.empty())));
            reached(NOW);
            assertThat(open()).as("after seed %d", seed).isEmpty();
        }
    }

    @Test
    void whatAnAlertSaysIsWhatALookAtAllRowsThatAreLeftWouldSay() {
        for (int seed = 1; seed <= 24; seed++) {
            int rule = seed % 2 == 0 ? VELOCITY : MANY_ACCOUNTS;
            int seconds = rule == VELOCITY ? 150 : 1_500;
            var random = new Random(seed);
            Map<String, Sighting> rows = new TreeMap<>();
            for (int change = 0; change < 300; change++) {
                String name = "%02d/%03d".formatted(seed, random.nextInt(150));
                Optional<Sighting> before = Optional.ofNullable(rows.get(name));
                Optional<Sighting> after = before.isPresent() && random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(drawn(rule, seconds, random));
                stage.accept(new HopMessage.RuleRow(rule, "7", name, before, after, new Position(1, lsn++)));
                after.ifPresentOrElse(seen -> rows.put(name, seen), () -> rows.remove(name));
                if (change % 25 == 0) {
                    reached(NOW);
                    assertThat(told(open()))
                            .as("seed %d, change %d", seed, change)
                            .isEqualTo(byHand(rule, rows));
                }
            }
            int last = seed;
            rows.forEach((name, seen) -> stage.accept(new HopMessage.RuleRow(
                    rule, "7", name, Optional.of(seen), Optional.empty(), new Position(1, lsn++))));
            reached(NOW);
            assertThat(open()).as("after seed %d", last).isEmpty();
        }
    }

    private static Sighting drawn(int rule, int seconds, Random random) {
        return new Sighting(
                micros(NOW.minusSeconds(random.nextInt(seconds))),
                rule == VELOCITY ? Optional.empty() : Optional.of("user" + random.nextInt(6)));
    }

    private static Set<String> told(List<Alert> alerts) {
        Set<String> told = new TreeSet<>();
        alerts.forEach(alert -> told.add("%s: %s of %s".formatted(alert.at(), alert.found(), alert.evidence())));
        return told;
    }

    /** For each stretch the first row that is one too many, by counting for each row all that it sees. */
    private static Set<String> byHand(int rule, Map<String, Sighting> rows) {
        long within = rule == VELOCITY ? 60_000_000L : 300_000_000L;
        long coolDown = rule == VELOCITY ? 60_000_000L : 600_000_000L;
        List<Map.Entry<String, Sighting>> inOrder = new ArrayList<>(rows.entrySet());
        inOrder.sort(Comparator.<Map.Entry<String, Sighting>>comparingLong(
                        row -> row.getValue().micros())
                .thenComparing(Map.Entry::getKey));
        Map<Long, String> first = new TreeMap<>();
        for (int last = 0; last < inOrder.size(); last++) {
            Sighting seen = inOrder.get(last).getValue();
            List<Alert.Evidence> window = new ArrayList<>();
            Set<Object> counted = new HashSet<>();
            for (Map.Entry<String, Sighting> row : inOrder.subList(0, last + 1)) {
                if (row.getValue().micros() > seen.micros() - within) {
                    window.add(new Alert.Evidence(
                            row.getKey(), row.getValue().at(), row.getValue().value()));
                    counted.add(rule == VELOCITY ? row.getKey() : row.getValue().value());
                }
            }
            if (counted.size() > (rule == VELOCITY ? 10 : 3)) {
                first.putIfAbsent(
                        Math.floorDiv(seen.micros(), coolDown),
                        "%s: %d of %s"
                                .formatted(seen.at(), counted.size(), window.subList(0, Math.min(20, window.size()))));
            }
        }
        return new TreeSet<>(first.values());
    }

    /** With a look at all rows of the minute for each of them it takes a quarter of an hour. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKeyWithVeryManyRowsWithinAMinuteCostsNoLookAtAllOfThemForEach() {
        // Given
        Instant start = NOW.plusSeconds(30);
        for (int order = 0; order < MANY; order++) {
            row(VELOCITY, name(order), Optional.empty(), seen(start.plusNanos(200_000L * order), null));
        }
        // When rows come late and go
        for (int order = 0; order < MANY; order += 1_000) {
            row(VELOCITY, "late" + order, Optional.empty(), seen(start.plusNanos(200_000L * order), null));
        }
        for (int order = 500; order < MANY; order += 10) {
            row(VELOCITY, name(order), seen(start.plusNanos(200_000L * order), null), Optional.empty());
        }
        reached(NOW);
        // Then
        assertThat(open())
                .extracting(alert -> "%s %s".formatted(alert.at(), alert.found()))
                .containsExactlyInAnyOrder(
                        "%s 11".formatted(start.plusNanos(200_000L * 9)), "2026-03-01T12:31:00Z 135201");
    }

    /** As above: no value of a few is news, so that there is no alert that would end the looking. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKeyWithVeryManyRowsOfAFewValuesCostsNoLookAtAllOfThemForEach() {
        // Given
        Instant start = NOW.minus(Duration.ofMinutes(3));
        for (int login = 0; login < MANY; login++) {
            stage.accept(login(name(login), start.plusNanos(1_080_000L * login), "user" + login % 3));
        }
        for (int login = 0; login < MANY; login += 1_000) {
            stage.accept(login("late" + login, start.plusNanos(1_080_000L * login), "user" + login % 3));
        }
        reached(NOW);
        assertThat(open()).isEmpty();
        // When
        stage.accept(login("other", start.plusSeconds(100), "user9"));
        reached(NOW);
        // Then
        assertThat(open())
                .extracting(Alert::at)
                .contains(start.plusSeconds(100))
                .hasSize(2);
    }

    private static String name(int number) {
        return Integer.toString(number, Character.MAX_RADIX);
    }

    private HopMessage.RuleRow login(String name, Instant at, String user) {
        return step(name, Optional.empty(), seen(at, user));
    }

    private HopMessage.RuleRow step(String name, Optional<Sighting> before, Optional<Sighting> after) {
        return new HopMessage.RuleRow(MANY_ACCOUNTS, "7", name, before, after, new Position(1, lsn++));
    }

    private static Set<Long> stretchesWithBursts(Iterable<Sighting> rows) {
        Set<Long> stretches = new TreeSet<>();
        for (Sighting last : rows) {
            Set<Optional<String>> values = new HashSet<>();
            for (Sighting other : rows) {
                if (other.micros() <= last.micros() && other.micros() > last.micros() - 300_000_000L) {
                    values.add(other.value());
                }
            }
            if (values.size() > 3) {
                stretches.add(Math.floorDiv(last.micros(), 600_000_000L));
            }
        }
        return stretches;
    }

    @Test
    void whatIsOlderThanItIsKeptLeavesNothingBehind() {
        reached(NOW);
        int before = shelf.size();
        sales("tea", NOW, 3);
        visit("ann", NOW);
        visit("bob", NOW);
        row(HIGH_VALUE, "order", Optional.empty(), seen(NOW, "60000000"));
        for (int order = 0; order < 12; order++) {
            row(VELOCITY, "order" + order, Optional.empty(), seen(NOW.plusSeconds(order), null));
            stage.accept(login("login" + order, NOW.plusSeconds(order), "user" + order));
        }
        reached(NOW.plusSeconds(30));
        assertThat(open()).hasSize(3);
        // A row is there by its key and by its time, a login by its value too; the span of a minute has two values.
        assertThat(shelf.size() - before).isEqualTo(1 + 1 + 2 + 12 * 2 + 12 * 3 + 3);

        machine = NOW.plus(Duration.ofDays(91));
        reached(machine);

        assertThat(shelf.size()).isEqualTo(before);
    }

    @Test
    void aSourceWhoseClockJumpsAheadAndBackDropsNothingThatIsKept() {
        sales("tea", NOW.minus(Duration.ofDays(2)), 2);
        reached(NOW);
        reached(NOW.plus(Duration.ofDays(3_650)));
        sales("tea", NOW.minus(Duration.ofDays(2)), 1);
        sales("tea", NOW, 4);
        row(HIGH_VALUE, "order", Optional.empty(), seen(NOW, "60000000"));
        reached(NOW.plusSeconds(1));

        assertThat(count("tea", NOW.minus(Duration.ofDays(2)))).isEqualTo(3);
        assertThat(count("tea", NOW)).isEqualTo(4);
        assertThat(open()).hasSize(1);
        assertThat(store.rising().get("rising/0").until()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void rowsOfTheFutureCountInTheirOwnSpansAndAreToldOfUntilTheirTimeHasCome() {
        Instant future = NOW.plus(Duration.ofDays(400));
        sales("tea", future, 3);
        sales("tea", NOW, 1);
        total(future, 3);
        stage.accept(new HopMessage.Begins(0, 0));
        reached(NOW);
        assertThat(count("tea", NOW)).isEqualTo(1);
        assertThat(count("tea", future)).isEqualTo(3);
        assertThat(store.rising().get("rising/0").rising())
                .extracting(Rising::recent)
                .containsExactly(1L);
        assertThat(stage.ahead()).isEqualTo(3);

        machine = future.plusSeconds(3_600);
        reached(machine);
        assertThat(stage.ahead()).isZero();
        assertThat(count("tea", future)).isEqualTo(3);
    }

    private void total(Instant at, int count) {
        for (int sale = 0; sale < count; sale++) {
            stage.accept(new HopMessage.Delta(
                    new Slot(0, Slot.TOTAL, Optional.empty()),
                    micros(at),
                    Optional.empty(),
                    true,
                    new Position(1, lsn++)));
        }
    }

    private long count(String product, Instant at) {
        Instant start = Window.HOUR.start(at, ZoneOffset.UTC);
        return store.points()
                .get("sales|product|hour|%d|%s".formatted(start.getEpochSecond(), product))
                .bucket()
                .count();
    }

    @Test
    void whatWasThereBeforeTheFirstPositionIsToldSomeAtATime() {
        int lines = Backlog.MOST_AT_A_TIME + 10;
        for (int product = 0; product < lines; product++) {
            sales("product" + product, NOW, 1);
        }
        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(new Position(1, lsn++), NOW)));
        assertThat(told).hasSize(Backlog.MOST_AT_A_TIME);

        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(new Position(1, lsn++), NOW)));
        stage.accept(new HopMessage.Reached(ORIGIN, new Progress(new Position(1, lsn++), NOW)));
        assertThat(told).hasSize(lines).doesNotHaveDuplicates();
    }

    @Test
    void whatRisesComesBeforeWhatIsOnlyNewOrAlwaysWasMany() {
        stage.accept(new HopMessage.Begins(0, 0));
        sales("doubled", NOW.minus(Duration.ofHours(1)), 600);
        sales("new", NOW.minus(Duration.ofHours(1)), 3);
        sales("steady", NOW.minus(Duration.ofHours(1)), 1_250);
        for (int hour = 3; hour <= 22; hour++) {
            sales("doubled", NOW.minus(Duration.ofHours(hour)), 120);
            sales("steady", NOW.minus(Duration.ofHours(hour)), 500);
        }
        reached(NOW);

        Rising.Table table = store.rising().get("rising/0");
        assertThat(table.rising()).extracting(Rising::value).containsExactly("doubled", "steady", "new");
        assertThat(table.rising().get(0).expected()).isEqualTo(300);
        assertThat(table.rising().get(0).score()).isGreaterThan(1);
        assertThat(table.rising().get(1).score()).isLessThan(1);
    }
}
