package io.millrace.serving.live;

import io.millrace.contracts.change.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WantedPositionTest {

    @ParameterizedTest
    @CsvSource({
        "0/10, 1:0/10, true",
        "0/11, 1:0/10, false",
        "1:0/10, 1:0/10, true",
        "2:0/0, 1:FFFFFFFF/FFFFFFFF, false",
        "1:FFFFFFFF/FFFFFFFF, 2:0/0, true",
        "0/10, 2:0/F, false",
        "0/F, 2:0/10, true",
        "7fffffff/ffffffff, 1:80000000/0, true"
    })
    void aPositionWithoutAnIncarnationIsOfTheOneThatWasReached(String wanted, String reached, boolean isReached) {
        assertThat(WantedPosition.parse(wanted).orElseThrow().isReachedBy(Position.parse(reached)))
                .isEqualTo(isReached);
    }

    @Test
    void aPositionIsWrittenAsItWasAskedFor() {
        assertThat(WantedPosition.parse("0/16b3748").orElseThrow()).hasToString("0/16B3748");
        assertThat(WantedPosition.parse("3:0/16B3748").orElseThrow()).hasToString("3:0/16B3748");
    }
}
