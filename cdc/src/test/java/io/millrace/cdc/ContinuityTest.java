package io.millrace.cdc;

import io.millrace.cdc.kafka.CaptureRecord;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.cdc.source.ClusterIdentity;
import io.millrace.cdc.source.ReplicationSlot;
import io.millrace.cdc.source.SourceLog;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ContinuityTest {
    private static final ClusterIdentity CLUSTER = new ClusterIdentity("7301", 1);
    private static final TableId USERS = TableId.parse("public.users");
    private static final TableId ORDERS = TableId.parse("public.orders");
    private static final Optional<StoredOffset> READ_TO_500 = Optional.of(new StoredOffset(500, Instant.EPOCH));
    private static final SourceLog LOG = log(900, true);

    private static Source source(TableId... tables) {
        return new Source(
                "jdbc:postgresql://host/shop", "millrace", Secret.of(""), 4, "millrace", "millrace", List.of(tables));
    }

    private static Optional<CaptureRecord> remembered(boolean offsetStored) {
        return Optional.of(new CaptureRecord(1, CLUSTER, "millrace", offsetStored, List.of(ORDERS, USERS)));
    }

    private static SourceLog log(long end, boolean hasCommits) {
        return new SourceLog() {
            @Override
            public long end() {
                return end;
            }

            @Override
            public boolean hasCommit(long lsn) {
                return hasCommits;
            }
        };
    }

    private static Optional<ReplicationSlot.State> slotAt(long confirmed) {
        return Optional.of(new ReplicationSlot.State("pgoutput", "shop", confirmed, 0, false));
    }

    private static Continuity.Start start(
            Optional<CaptureRecord> remembered, Optional<StoredOffset> stored, Optional<ReplicationSlot.State> slot) {
        return new Continuity(source(USERS, ORDERS), CLUSTER, remembered, stored, slot, LOG).decide(false);
    }

    private static PipelineException refusal(Continuity continuity) {
        return catchThrowableOfType(PipelineException.class, () -> continuity.decide(false));
    }

    @Test
    void aFirstStartMakesASlotAndHasEveryTableRead() {
        Continuity.Start start = start(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(start.record().incarnation()).isEqualTo(1);
        assertThat(start.record().offsetStored()).isFalse();
        assertThat(start.record().tables()).isEmpty();
        assertThat(start.resumeFrom()).isEmpty();
        assertThat(start.dropSlot()).isFalse();
    }

    @Test
    void aFirstStartThatWasCutShortBeforeTheOffsetWasRememberedBeginsAgainWithANewSlot() {
        for (Optional<StoredOffset> stored : List.of(Optional.<StoredOffset>empty(), READ_TO_500)) {
            Continuity.Start start = start(remembered(false), stored, slotAt(500));

            assertThat(start.dropSlot()).isTrue();
            assertThat(start.resumeFrom()).isEmpty();
            assertThat(start.record().incarnation()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatHasBegunGoesOnAndNoTableIsReadAgain() {
        Continuity.Start start = start(remembered(true), READ_TO_500, slotAt(500));

        assertThat(start.resumeFrom()).isEqualTo(READ_TO_500);
        assertThat(start.record().offsetStored()).isTrue();
        assertThat(start.record().tables()).containsExactly(ORDERS, USERS);
    }

    @Test
    void aSlotThatHasNotHeardOfTheLastOffsetYetIsTheUsualCaseAfterAKill() {
        assertThat(start(remembered(true), READ_TO_500, slotAt(400)).resumeFrom())
                .isEqualTo(READ_TO_500);
    }

    @Test
    void aSlotOfSomebodyElseIsLeftAlone() {
        PipelineException refusal =
                refusal(new Continuity(source(USERS), CLUSTER, Optional.empty(), Optional.empty(), slotAt(1), LOG));

        assertThat(refusal.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(refusal).hasMessageContaining("pg_drop_replication_slot('millrace')");
    }

    @Test
    void aSlotThatSomebodyElseMadeUnderTheNameIsLeftAlone() {
        var foreign = Optional.of(new ReplicationSlot.State("wal2json", "shop", 500, 0, false));
        var continuity = new Continuity(source(USERS), CLUSTER, remembered(true), READ_TO_500, foreign, LOG);

        PipelineException refusal = catchThrowableOfType(PipelineException.class, () -> continuity.decide(true));

        assertThat(refusal.kind()).isEqualTo(FailureKind.CONFIGURATION);
    }

    private static List<Continuity> gaps() {
        Source source = source(USERS, ORDERS);
        var other = new ClusterIdentity("7302", 1);
        var restored = new ClusterIdentity("7301", 2);
        var lost = Optional.of(new ReplicationSlot.State("pgoutput", "shop", 500, 0, true));
        return List.of(
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, slotAt(400), log(499, true)),
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, slotAt(400), log(900, false)),
                new Continuity(source, other, remembered(true), READ_TO_500, slotAt(500), LOG),
                new Continuity(source, restored, remembered(true), READ_TO_500, slotAt(500), LOG),
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, Optional.empty(), LOG),
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, lost, LOG),
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, slotAt(501), LOG),
                new Continuity(source, CLUSTER, remembered(true), Optional.empty(), slotAt(500), LOG));
    }

    @Test
    void everyPossibleGapIsRefused() {
        assertThat(gaps()).allSatisfy(gap -> {
            assertThat(refusal(gap).kind()).isEqualTo(FailureKind.DATA_LOSS);
            assertThat(refusal(gap)).hasMessageContaining("cdc.resync-after-loss=true");
        });
    }

    @Test
    void everyPossibleGapBeginsAnotherLifeWhereThatIsAskedFor() {
        assertThat(gaps()).allSatisfy(gap -> {
            Continuity.Start start = gap.decide(true);
            assertThat(start.record().incarnation()).isEqualTo(2);
            assertThat(start.record().tables())
                    .as("those that need not be read")
                    .isEmpty();
            assertThat(start.dropSlot()).isEqualTo(gap.slot().isPresent());
            assertThat(start.resumeFrom()).isEmpty();
            assertThat(start.loss()).isPresent();
        });
    }

    @Test
    void anOffsetOfWhichNobodyKnowsTheDatabaseIsRefused() {
        var unknown = new Continuity(source(USERS), CLUSTER, Optional.empty(), READ_TO_500, slotAt(500), LOG);

        assertThat(refusal(unknown).kind()).isEqualTo(FailureKind.DATA_LOSS);
    }

    @Test
    void aTableThatCameToThePipelineFileIsStillToBeRead() {
        TableId products = TableId.parse("public.products");
        Source source = source(USERS, ORDERS, products);

        Continuity.Start start =
                new Continuity(source, CLUSTER, remembered(true), READ_TO_500, slotAt(500), LOG).decide(false);

        assertThat(start.resumeFrom()).isPresent();
        assertThat(start.record().tables()).containsExactly(ORDERS, USERS);
    }

    @Test
    void aTableThatLeftThePipelineFileIsForgotten() {
        Continuity.Start start =
                new Continuity(source(USERS), CLUSTER, remembered(true), READ_TO_500, slotAt(500), LOG).decide(false);

        assertThat(start.record().tables()).containsExactly(USERS);
    }
}
