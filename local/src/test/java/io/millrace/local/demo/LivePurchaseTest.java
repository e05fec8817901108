package io.millrace.local.demo;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LivePurchaseTest {
    private static List<ShownItem> items(String... titles) {
        return Stream.of(titles)
                .map(title -> new ShownItem("id of " + title, title))
                .toList();
    }

    @Test
    void whatLeftWhatCameAndThatTheOrderChangedIsTold() {
        // Given
        var change = new LivePurchase.Change(
                items("Desk", "Chair", "Lamp", "Shelf"), items("Shelf", "Lamp", "Stool", "Rug"), 183.4);
        // Then
        assertThat(change.lines())
                .containsExactly(
                        "  183 ms after the commit the list is another, without a refresh:",
                        "  left  Desk",
                        "  left  Chair",
                        "  came  Stool",
                        "  came  Rug",
                        "  and those that stayed are in another order");
    }

    @Test
    void whereTheOthersOnlyMoveUpNothingIsToldOfThem() {
        // Given
        var change = new LivePurchase.Change(items("Desk", "Chair", "Lamp"), items("Chair", "Lamp", "Rug"), 20);
        // Then
        assertThat(change.lines()).hasSize(3).last().isEqualTo("  came  Rug");
    }
}
