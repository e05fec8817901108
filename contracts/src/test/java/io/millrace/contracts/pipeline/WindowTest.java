package io.millrace.contracts.pipeline;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WindowTest {

    @Test
    void eachIsFoundByItsText() {
        for (Window window : Window.values()) {
            assertThat(Window.of(window.text())).isEqualTo(window);
        }
        assertThatThrownBy(() -> Window.of("week")).hasMessage("There is no window 'week'");
    }

    @Test
    void daysAndAllTimeAreKept() {
        assertThat(Window.values()).filteredOn(Window::isKeptForEver).containsExactly(Window.DAY, Window.ALL);
    }
}
