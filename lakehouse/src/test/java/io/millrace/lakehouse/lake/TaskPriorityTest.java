package io.millrace.lakehouse.lake;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskPriorityTest {
    @Test
    void bronzeComesBeforeAllElseAndHistoryAfterIt() {
        assertThat(TaskPriority.of("bronze")).isGreaterThan(TaskPriority.of(null));
        assertThat(TaskPriority.of(null)).isGreaterThan(TaskPriority.of("silver"));
        assertThat(TaskPriority.of("silver")).isGreaterThan(TaskPriority.of("history"));
    }
}
