package io.millrace.gateway.intake;

import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightTest {
    private static final int MANY = 1_000;

    @Test
    void aCallerWhoTakesAllItCanLeavesRoomForTheNext() {
        // Given
        var inFlight = new InFlight(MANY, 1_200, true);
        assertThat(fill(inFlight, "a", 100)).isEqualTo(6);
        // Then
        assertThat(fill(inFlight, "b", 100)).isEqualTo(3);
        assertThat(inFlight.enter("a", 1)).isEmpty();
        assertThat(fill(inFlight, "c", 100)).isEqualTo(1);
        assertThat(inFlight.bytes()).isEqualTo(1_000);
    }

    @Test
    void soItIsWithRequests() {
        var inFlight = new InFlight(12, MANY, true);
        assertThat(fill(inFlight, "a", 1)).isEqualTo(6);
        assertThat(fill(inFlight, "b", 1)).isEqualTo(3);
        var lone = new InFlight(1, MANY, true);
        assertThat(fill(lone, "a", 1)).isEqualTo(1);
    }

    @Test
    void aLoneCallerMayHaveItAll() {
        var inFlight = new InFlight(MANY, 1_200, false);
        assertThat(fill(inFlight, "a", 100)).isEqualTo(12);
        assertThat(inFlight.mostOfOne()).isEqualTo(1_200);
    }

    @Test
    void aPlaceGrowsWithinWhatItsCallerMayHave() {
        // Given
        var inFlight = new InFlight(MANY, 1_000, true);
        InFlight.Place place = inFlight.enter("a", 100).orElseThrow();
        // Then
        assertThat(place.resize(inFlight.mostOfOne() + 1)).isFalse();
        assertThat(place.resize(inFlight.mostOfOne())).isTrue();
        assertThat(inFlight.bytes()).isEqualTo(500);
        assertThat(place.resize(10)).isTrue();
        // When
        place.close();
        place.close();
        // Then
        assertThat(place.resize(20)).isFalse();
        assertThat(inFlight.bytes()).isZero();
        assertThat(inFlight.requests()).isZero();
    }

    private static int fill(InFlight inFlight, String caller, long each) {
        int entered = 0;
        for (Optional<InFlight.Place> place = inFlight.enter(caller, each);
                place.isPresent();
                place = inFlight.enter(caller, each)) {
            entered++;
        }
        return entered;
    }
}
