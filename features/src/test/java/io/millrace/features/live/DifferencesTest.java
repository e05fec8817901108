package io.millrace.features.live;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DifferencesTest {
    private static InteractionDifference of(String user, String item) {
        return new InteractionDifference(user, item, "lake", "redis");
    }

    @Test
    void allAreCountedAndTheFirstAreKept() {
        // Given
        Differences differences = Differences.ofAny();
        // When
        for (int user = 0; user <= Differences.MOST_NAMED; user++) {
            differences.add(of("u" + user, null));
        }
        // Then
        assertThat(differences.count()).isEqualTo(Differences.MOST_NAMED + 1);
        assertThat(differences.named()).hasSize(Differences.MOST_NAMED).startsWith(of("u0", null));
        assertThat(differences.users()).hasSize(Differences.MOST_NAMED + 1).contains("u" + Differences.MOST_NAMED);
        assertThat(differences.items()).isEmpty();
    }

    @Test
    void anotherComparisonFindsOnlyWhatDifferedBeforeToo() {
        // Given
        Differences first = Differences.ofAny();
        for (int user = 0; user <= Differences.MOST_NAMED; user++) {
            first.add(of("u" + user, "1"));
        }
        first.add(of(null, "9"));
        // When
        Differences second = first.again();
        second.add(of("somebody else", null));
        second.add(of(null, "1"));
        second.add(of("u" + Differences.MOST_NAMED, "2"));
        second.add(of(null, "9"));
        // Then
        assertThat(second.named()).containsExactly(of("u" + Differences.MOST_NAMED, "2"), of(null, "9"));
        assertThat(second.users()).containsExactly("u" + Differences.MOST_NAMED);
        assertThat(second.items()).containsExactly("9");
        assertThat(second.again().count()).isZero();
    }
}
