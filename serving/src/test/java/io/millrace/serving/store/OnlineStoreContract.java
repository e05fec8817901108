package io.millrace.serving.store;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every online store does. */
abstract class OnlineStoreContract {
    private static final LivePointer LIVE = new LivePointer("1", 2);
    private static final Duration MOMENT = Duration.ofMillis(1);

    abstract OnlineStore store();

    abstract Publisher publisher();

    @BeforeEach
    void startEmpty() {
        publisher().clear();
    }

    @Test
    void anEmptyStoreHasNeitherFeaturesNorModel() {
        assertThat(store().currentFeatures()).isEmpty();
        assertThat(store().currentModel()).isEmpty();
        assertThat(store().currentShadow()).isEmpty();
        assertThat(store().user("f1", "1")).isEmpty();
    }

    @Test
    void whatIsPublishedIsRead() {
        // Given
        publisher()
                .publish(
                        Samples.features("f1", 2),
                        List.of(Samples.items(0, 3), Samples.items(3, 5)),
                        Map.of("a/b ü", Samples.user("i1")));
        publisher().publish(Samples.manifest("m1", 5, 1), List.of(Samples.factors(0, 5)));
        // Then
        assertThat(store().currentFeatures()).hasValue(Samples.features("f1", 2));
        assertThat(store().items("f1", 1)).isEqualTo(Samples.items(3, 5));
        assertThat(store().user("f1", "a/b ü")).hasValue(Samples.user("i1"));
        assertThat(store().user("f1", "nobody")).isEmpty();
        assertThat(store().currentModel()).hasValue(Samples.manifest("m1", 5, 1));
        assertThat(store().itemFactors("m1", 0)).usingRecursiveComparison().isEqualTo(Samples.factors(0, 5));
    }

    @Test
    void aShadowIsReadBesideTheModelUntilItEndsAndWhatNodesAddIsSummed() {
        // Given
        ShadowPointer shadow = Samples.shadow("m2", 5, "m1");
        publisher().publish(Samples.manifest("m1", 4, 1), List.of(Samples.factors(0, 4)));
        publisher().publish(shadow, List.of(Samples.factors(0, 5)));
        // When
        store().addToShadow(shadow, ShadowCounts.ofRanking(7, 10, 30, 20));
        store().addToShadow(shadow, ShadowCounts.ofFailure());
        // Then
        assertThat(store().currentModel()).hasValue(Samples.manifest("m1", 4, 1));
        assertThat(store().currentShadow()).hasValue(shadow);
        assertThat(store().itemFactors("m2", 0)).usingRecursiveComparison().isEqualTo(Samples.factors(0, 5));
        assertThat(publisher().shadowCounts(shadow)).isEqualTo(new ShadowCounts(1, 1, 0, 7, 10, 30, 20));
        publisher().endShadow();
        assertThat(store().currentShadow()).isEmpty();
    }

    @Test
    void whatWasCountedOfClicksIsReadAsItWasWritten() {
        assertThat(store().clickThrough()).isEmpty();

        publisher().publish(Samples.clicks());

        assertThat(store().clickThrough()).hasValue(Samples.clicks());
    }

    @Test
    void whatAUserWasShownAndClickedIsReadAsItWasWritten() {
        List<Glance> glances = List.of(
                new Glance(false, "größe:✓", "r1", Samples.AS_OF),
                new Glance(true, "größe:✓", "r1", Samples.AS_OF.plusMillis(1)));

        publisher().writeGlances("a/b ü", glances);

        assertThat(store().glances("a/b ü")).isEqualTo(glances);
        assertThat(store().glances("nobody")).isEmpty();
    }

    @Test
    void aLaterVersionReplacesTheEarlierOneAndLeavesItReadable() {
        // Given
        publisher().publish(Samples.features("f1", 0), List.of(), Map.of("1", Samples.user("i1")));
        // When
        publisher().publish(Samples.features("f2", 0), List.of(), Map.of("1", Samples.user("i2")));
        // Then
        assertThat(store().currentFeatures().orElseThrow().version()).isEqualTo("f2");
        assertThat(store().user("f1", "1")).hasValue(Samples.user("i1"));
        assertThat(store().user("f2", "1")).hasValue(Samples.user("i2"));
    }

    @Test
    void aMissingPartIsAFailureOfTheStore() {
        assertThatThrownBy(() -> store().items("f1", 0))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ONLINE_STORE));
        assertThatThrownBy(() -> store().itemFactors("m1", 0)).isInstanceOf(PipelineException.class);
    }

    @Test
    void anEmptyStoreHasNoLiveState() {
        assertThat(store().currentLive()).isEmpty();
        assertThat(store().liveProgress(LIVE)).isEmpty();
        assertThat(store().liveUser(LIVE, "1")).isEqualTo(new LiveLook(Optional.empty(), Optional.empty()));
        assertThat(store().liveItems(LIVE).items()).isEmpty();
    }

    @Test
    void aLiveUserIsReadWithWhatAllPartsHaveReached() {
        // Given
        publisher().writeLiveUsers(LIVE, Map.of("a/b ü", Samples.liveUser("i1", "i2")));
        publisher().writeLiveProgress(LIVE, 0, new Progress(Samples.after(7), Samples.AS_OF));
        assertThat(store().liveUser(LIVE, "a/b ü").progress()).isEmpty();
        // When
        publisher().writeLiveProgress(LIVE, 1, new Progress(Samples.after(5), Samples.AS_OF));
        publisher().pointAt(LIVE);
        // Then
        var reached = new Progress(Samples.after(5), Samples.AS_OF);
        assertThat(store().currentLive()).hasValue(LIVE);
        assertThat(store().liveProgress(LIVE)).hasValue(reached);
        assertThat(store().liveUser(LIVE, "a/b ü"))
                .isEqualTo(new LiveLook(Optional.of(reached), Optional.of(Samples.liveUser("i1", "i2"))));
        assertThat(store().liveUser(LIVE, "nobody").user()).isEmpty();
    }

    @Test
    void changesOfLiveItemsAreReadFromWhereAllOfThemWereRead() {
        // Given
        publisher().writeLiveItems(LIVE, Samples.liveItems(0, 2_500));
        LiveItems all = store().liveItems(LIVE);
        assertThat(all.items()).isEqualTo(Samples.liveItems(0, 2_500));
        assertThat(store().liveItemChanges(LIVE, all.end(), MOMENT))
                .isEqualTo(new LiveItemChanges(all.end(), false, false, Map.of()));
        // When
        publisher().writeLiveItems(LIVE, Map.of("i1", Samples.deletedItem()));
        publisher().writeLiveItems(LIVE, Map.of("i1", Samples.liveItem("Anew", true)));
        // Then
        assertThat(store().isEndOfLiveItemChanges(LIVE, all.end())).isFalse();
        LiveItemChanges changes = store().liveItemChanges(LIVE, all.end(), MOMENT);
        assertThat(store().isEndOfLiveItemChanges(LIVE, changes.end())).isTrue();
        assertThat(changes.items()).isEqualTo(Map.of("i1", Samples.liveItem("Anew", true)));
        assertThat(changes.hasGap()).isFalse();
        assertThat(store().liveItemChanges(LIVE, changes.end(), MOMENT).items()).isEmpty();
    }

    @Test
    void changesThatWereCutBeforeTheyWereReadAreAGap() {
        // Given
        publisher().writeLiveItems(LIVE, Samples.liveItems(0, 3));
        String end = store().liveItems(LIVE).end();
        // When
        publisher().writeLiveItems(LIVE, Samples.liveItems(3, 9));
        publisher().cutLiveItemChanges(LIVE, 2);
        // Then
        assertThat(store().liveItemChanges(LIVE, end, MOMENT).hasGap()).isTrue();
    }

    @Test
    void theLatestAnswersAreKept() {
        // Given
        byte[] answer = {0, 1, (byte) 200};
        assertThat(store().keptAnswer("a0")).isEmpty();
        // When
        for (int number = 0; number < 5; number++) {
            store().keepAnswer("a" + number, answer, 3, Duration.ofMinutes(1));
        }
        // Then
        assertThat(List.of("a0", "a1"))
                .allSatisfy(id -> assertThat(store().keptAnswer(id)).isEmpty());
        assertThat(List.of("a2", "a3", "a4"))
                .allSatisfy(id -> assertThat(store().keptAnswer(id)).hasValue(answer));
    }
}
