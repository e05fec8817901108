package io.millrace.ml.compare;

import io.millrace.ml.files.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DivisionRuleTest {
    private final EventLog log = Logs.of("u0,i0,1,100", "u0,i1,1,300", "u1,i0,1,200", "u0,i2,1,300", "u2,i3,1,400");

    @Test
    void theTestBeginsAtItsMoment() {
        Division division = new DivisionRule.AtMoment(300_000).of(log);

        assertThat(Logs.pairs(division.train())).containsExactly("0 0", "1 0");
        assertThat(Logs.pairs(division.test())).containsExactly("0 1", "0 2", "2 3");
    }

    @Test
    void aWindowEndsWithTheNewestRow() {
        Division division = new DivisionRule.LastWindow(Duration.ofSeconds(100)).of(log);

        assertThat(Logs.pairs(division.test())).containsExactly("2 3");
    }

    @Test
    void aShareTakesTheLatestRowsAndAllOfTheSameMoment() {
        assertThat(Logs.pairs(new DivisionRule.LastShare(0.2).of(log).test())).containsExactly("2 3");
        assertThat(Logs.pairs(new DivisionRule.LastShare(0.4).of(log).test())).containsExactly("0 1", "0 2", "2 3");
    }

    @Test
    void theLatestRowOfEachUserWithAnotherIsLeftOut() {
        Division division = new DivisionRule.LeaveOneOut().of(log);

        assertThat(Logs.pairs(division.test())).containsExactly("0 2");
        assertThat(division.train().size()).isEqualTo(4);
    }

    @Test
    void aLotTakesTheShareOfEachUsersItemsWithAllTheirRows() {
        List<String> rows = new ArrayList<>();
        for (int item = 0; item < 10; item++) {
            rows.add("u1,i%d".formatted(item));
            rows.add("u1,i%d".formatted(item));
        }
        rows.add("u2,i1");
        EventLog many = Logs.of(rows.toArray(String[]::new));

        Division division = new DivisionRule.RandomShare(0.3, 1).of(many);

        assertThat(division.test().size()).isEqualTo(6);
        assertThat(Logs.pairs(division.test()).stream().distinct()).hasSize(3).noneMatch(pair -> pair.startsWith("1"));
        assertThat(Stream.concat(Logs.pairs(division.train()).stream(), Logs.pairs(division.test()).stream()))
                .containsExactlyInAnyOrderElementsOf(Logs.pairs(many));
        assertThat(Logs.pairs(new DivisionRule.RandomShare(0.3, 1).of(many).test()))
                .isEqualTo(Logs.pairs(division.test()));
        assertThat(Logs.pairs(new DivisionRule.RandomShare(0.3, 2).of(many).test()))
                .isNotEqualTo(Logs.pairs(division.test()));
    }

    @Test
    void withoutTimesThereIsNoDivisionByTime() {
        assertThatThrownBy(() -> new DivisionRule.LeaveOneOut().of(Logs.of("u,i")))
                .hasMessageContaining("--columns time=...");
    }
}
