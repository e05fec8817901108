package io.millrace.features.rfm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentTest {
    @ParameterizedTest
    @CsvSource({
        "5,5,CHAMPIONS",
        "5,4,CHAMPIONS",
        "4,4,LOYAL",
        "3,5,LOYAL",
        "5,1,NEW",
        "4,1,PROMISING",
        "4,2,POTENTIAL_LOYALISTS",
        "5,3,POTENTIAL_LOYALISTS",
        "3,3,NEED_ATTENTION",
        "3,1,ABOUT_TO_SLEEP",
        "2,5,CANNOT_LOSE",
        "1,4,AT_RISK",
        "2,3,AT_RISK",
        "1,1,HIBERNATING",
        "2,2,HIBERNATING"
    })
    void scoresHaveTheirCommonName(int recency, int frequency, Segment segment) {
        assertThat(Segment.of(recency, frequency)).isEqualTo(segment);
    }
}
