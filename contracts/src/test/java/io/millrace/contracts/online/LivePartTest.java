package io.millrace.contracts.online;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LivePartTest {
    @Test
    void namesStayInThePartsThatTheyAreKeptIn() {
        assertThat(LivePart.of("7", 4)).isEqualTo(3);
        assertThat(LivePart.of("polygenelubricants", 4)).isZero();
        assertThat(LivePart.of("polygenelubricantt", 4)).isEqualTo(1);
        assertThat(LivePart.of("kunde-4711", 4)).isEqualTo(3);
    }
}
