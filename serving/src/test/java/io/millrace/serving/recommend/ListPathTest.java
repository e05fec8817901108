package io.millrace.serving.recommend;

import io.millrace.contracts.event.Feedback;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListPathTest {
    @Test
    void feedbackKnowsEveryPathThatAnAnswerCanName() {
        assertThat(Feedback.PATHS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ListPath.values()).map(ListPath::label).toList());
    }
}
