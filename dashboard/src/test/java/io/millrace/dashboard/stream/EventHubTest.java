package io.millrace.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventHubTest {
    private static final int REMEMBERED = 8;
    private static final int MOST = 1_000;
    private final AtomicInteger firsts = new AtomicInteger();
    private final EventHub hub = new EventHub("hub", REMEMBERED, MOST, firsts::incrementAndGet);

    /** A reader that takes what comes, or what it is told to. */
    private static final class FakeSink implements StreamSink {
        private final boolean takesAll;
        private final List<String> written = new ArrayList<>();
        private Written open;
        private boolean ended;

        private FakeSink(boolean takesAll) {
            this.takesAll = takesAll;
        }

        @Override
        public void write(ByteBuffer bytes, Written next) {
            written.add(StandardCharsets.UTF_8.decode(bytes).toString());
            open = next;
            if (takesAll) {
                next.done();
            }
        }

        @Override
        public void end() {
            ended = true;
        }

        private List<String> data() {
            return written.stream()
                    .filter(text -> text.contains("data: "))
                    .map(text -> text.substring(text.indexOf("data: ") + "data: ".length())
                            .trim())
                    .toList();
        }
    }

    private FakeSink joined(boolean takesAll, String lastSeen) {
        var sink = new FakeSink(takesAll);
        assertThat(hub.join(sink, Optional.ofNullable(lastSeen))).isTrue();
        return sink;
    }

    private void publish(int from, int to) {
        for (int number = from; number <= to; number++) {
            hub.publish("pipeline", "{\"n\":" + number + "}");
        }
    }

    @Test
    void eventHasAnIdAKindAndItsDataOnOneLine() {
        FakeSink sink = joined(true, null);
        publish(1, 1);
        assertThat(sink.written).containsExactly("retry: 1000\nid: hub-1\nevent: pipeline\ndata: {\"n\":1}\n\n");
    }

    @Test
    void readerThatComesBackGetsWhatItMissed() {
        joined(true, null);
        publish(1, 5);
        assertThat(joined(true, "hub-2").data()).containsExactly("{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
    }

    @Test
    void readerThatWasAwayTooLongGetsTheNewestAlone() {
        joined(true, null);
        publish(1, 50);
        assertThat(joined(true, "hub-2").data()).containsExactly("{\"n\":50}");
    }

    @Test
    void readerOfBeforeARestartGetsTheNewest() {
        joined(true, null);
        publish(1, 3);
        assertThat(joined(true, "old-900").data()).containsExactly("{\"n\":3}");
        assertThat(joined(true, "hub-900").data()).containsExactly("{\"n\":3}");
        assertThat(joined(true, "nonsense").data()).containsExactly("{\"n\":3}");
    }

    @Test
    void readerThatNeverReadsCostsOneWriteAndKeepsNobodyWaiting() {
        // Given
        FakeSink stuck = joined(false, null);
        FakeSink quick = joined(true, null);
        // When
        publish(1, 10_000);
        hub.beat();
        // Then
        assertThat(stuck.written).hasSize(1);
        assertThat(quick.data()).hasSize(10_000);
    }

    @Test
    void aThousandReadersOfWhichHalfAreStuckCostOneWriteEachAndOneMemoryForAll() {
        // Given
        List<FakeSink> stuck = new ArrayList<>();
        List<FakeSink> quick = new ArrayList<>();
        for (int reader = 0; reader < MOST / 2; reader++) {
            stuck.add(joined(false, null));
            quick.add(joined(true, null));
        }
        // When
        publish(1, 200);
        hub.beat();
        publish(201, 400);
        // Then
        assertThat(hub.readers()).isEqualTo(MOST);
        assertThat(stuck).allSatisfy(sink -> assertThat(sink.written).hasSize(1));
        assertThat(quick).allSatisfy(sink -> assertThat(sink.data()).hasSize(400));
        assertThat(hub.held()).isLessThanOrEqualTo(REMEMBERED + 1);
        // When those who were stuck take what they have
        stuck.forEach(sink -> sink.open.done());
        // Then they go on with the state of now
        assertThat(stuck).allSatisfy(sink -> assertThat(sink.data()).containsExactly("{\"n\":1}", "{\"n\":400}"));
    }

    @Test
    void slowReaderGoesOnWithTheNewestState() {
        FakeSink slow = joined(false, null);
        publish(1, 100);
        slow.open.done();
        slow.open.done();
        assertThat(slow.data()).containsExactly("{\"n\":1}", "{\"n\":100}");
    }

    @Test
    void readerThatIsNewGetsTheNewestOfEachKind() {
        joined(true, null);
        hub.publish("alerts", "{\"a\":1}");
        publish(1, 50);
        hub.publish("figures", "{\"f\":1}");
        assertThat(joined(true, null).data()).containsExactly("{\"a\":1}", "{\"n\":50}", "{\"f\":1}");
    }

    @Test
    void slowReaderMissesNoKind() {
        FakeSink slow = joined(false, null);
        publish(1, 1);
        hub.publish("alerts", "{\"a\":1}");
        publish(2, 50);
        slow.open.done();
        slow.open.done();
        slow.open.done();
        assertThat(slow.data()).containsExactly("{\"n\":1}", "{\"a\":1}", "{\"n\":50}");
    }

    @Test
    void readerWhoseConnectionFailsIsForgotten() {
        FakeSink sink = joined(false, null);
        publish(1, 1);
        sink.open.failed();
        assertThat(hub.readers()).isZero();
    }

    @Test
    void oneReaderMoreThanThereIsRoomForIsTurnedAway() {
        for (int reader = 0; reader < MOST; reader++) {
            joined(true, null);
        }
        assertThat(hub.join(new FakeSink(true), Optional.empty())).isFalse();
        assertThat(firsts).hasValue(1);
    }

    @Test
    void stateThatNobodyKeptFreshIsNotShownAsNew() {
        FakeSink sink = joined(false, null);
        publish(1, 1);
        sink.open.failed();
        assertThat(joined(true, null).data()).isEmpty();
        assertThat(firsts).hasValue(2);
    }

    @Test
    void silenceIsFilledWithComments() {
        FakeSink sink = joined(true, null);
        hub.beat();
        assertThat(sink.written).containsExactly(": alive\n\n");
    }

    @Test
    void closedHubEndsEveryStream() {
        FakeSink sink = joined(true, null);
        hub.close();
        assertThat(sink.ended).isTrue();
        assertThat(hub.join(new FakeSink(true), Optional.empty())).isFalse();
    }
}
