package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MishapOrderTest {
    private static final List<Mishap> ALL = IntStream.range(0, 20)
            .mapToObj(number -> number % 5 == 0
                    ? Mishap.ofMinutes("long " + number, (stack, random) -> {})
                    : Mishap.of("short " + number, (stack, random) -> {}))
            .toList();

    @Test
    void eachStrikesOnceBeforeAnyStrikesTwiceAndTheLongOnesLast() {
        List<Mishap> order = first(2 * ALL.size(), 7);

        for (List<Mishap> round : List.of(order.subList(0, ALL.size()), order.subList(ALL.size(), 2 * ALL.size()))) {
            assertThat(round).containsExactlyInAnyOrderElementsOf(ALL);
            assertThat(round.subList(16, 20)).allMatch(Mishap::takesMinutes);
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(first(20, 7)).isEqualTo(first(20, 7)).isNotEqualTo(first(20, 8));
    }

    private static List<Mishap> first(int number, long seed) {
        var order = new MishapOrder(ALL, seed);
        List<Mishap> mishaps = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            mishaps.add(order.next());
        }
        return mishaps;
    }
}
