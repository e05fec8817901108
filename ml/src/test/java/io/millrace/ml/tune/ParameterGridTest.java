package io.millrace.ml.tune;

import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParameterGridTest {
    private static final AlsParameters REST = new AlsParameters(32, 0.2, 3, 12, 42, 2, 4);

    @Test
    void everyCombinationIsTriedWithTheRestAsItIs() {
        var grid = new ParameterGrid(List.of(8, 16), List.of(0.1), List.of(1.0), List.of(6, 12));

        assertThat(grid.around(REST))
                .containsExactly(
                        new AlsParameters(8, 0.1, 1, 6, 42, 2, 4),
                        new AlsParameters(8, 0.1, 1, 12, 42, 2, 4),
                        new AlsParameters(16, 0.1, 1, 6, 42, 2, 4),
                        new AlsParameters(16, 0.1, 1, 12, 42, 2, 4));
    }

    @Test
    void theParametersThatAreUsedAreTheFirstOfThoseThatAreTried() {
        Attempts attempts = Attempts.from(Settings.parse("ml.tuning.trials = 5"));

        List<AlsParameters> tried = attempts.around(REST);

        assertThat(tried).hasSize(5).doesNotHaveDuplicates().startsWith(REST);
        assertThat(attempts.around(REST)).isEqualTo(tried);
        assertThat(new Attempts(attempts.grid(), 5, attempts.seed() + 1).around(REST))
                .isNotEqualTo(tried);
    }

    @Test
    void aGridThatIsSmallerThanTheTrialsIsTriedAsAWhole() {
        var grid = new ParameterGrid(List.of(8, 32), List.of(0.2), List.of(3.0), List.of(12));

        assertThat(new Attempts(grid, 9, 1).around(REST)).containsExactly(REST, REST.with(8, 0.2, 3, 12));
    }

    @Test
    void everyKeyReachesTheGrid() {
        assertThat(ParameterGrid.from(Settings.parse(
                        "ml.tuning { ranks = [4], regularizations = [0.5, 1], alphas = [2], iterations = [3] }")))
                .isEqualTo(new ParameterGrid(List.of(4), List.of(0.5, 1.0), List.of(2.0), List.of(3)));
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> ParameterGrid.from(Settings.parse("ml.tuning.ranks = [many]")))
                .hasMessageContaining("ml.tuning.ranks must be a list of numbers");
        assertThatThrownBy(() -> ParameterGrid.from(Settings.parse("ml.tuning.alphas = []")))
                .hasMessageContaining("at least one number each");
    }
}
