package io.millrace.serving.store;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every online store does. */
abstract class OnlineStoreContract {
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
}
