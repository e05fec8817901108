package io.millrace.ml.judge;

import io.millrace.contracts.process.Settings;
import io.millrace.ml.MlConfig;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Rival;
import io.millrace.ml.evaluate.Verdict;
import io.millrace.ml.rank.ItemMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The gate with its defaults, before models that learned from loans of which somebody has shuffled the readers. */
class PoisonedTrainingTest {
    private static final MlConfig CONFIG = MlConfig.from(Settings.parse(""));
    /** As many factors as there are shelves, with which ALS is well above popularity here. */
    private static final AlsParameters OF_SHELVES = new AlsParameters(6, 0.1, 3, 8, 42, 2, 4);

    private static final int READERS = 240;
    private static final int BOOKS = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aModelOfWhatReadersDidIsPromotedAndOneOfShuffledReadersNever(long seed) {
        Library library = Library.seeded(seed, READERS, BOOKS);
        Library poisoned = library.withReadersShuffled(seed);

        Verdict honest = judge(library, Optional.empty());
        Verdict first = judge(poisoned, Optional.empty());
        Verdict later = judge(poisoned, Optional.of(fit(library)));

        assertThat(honest.accepted()).as(honest.reason()).isTrue();
        assertThat(first.accepted()).as(first.reason()).isFalse();
        assertThat(later.accepted()).as(later.reason()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aModelThatIsWorseThanTheCurrentOneIsNotPromotedHoweverGoodBesideThose(long seed) {
        Library library = Library.seeded(seed, READERS, BOOKS);
        int[][] shuffled = library.withReadersShuffled(seed).before();
        int[][] mixed = IntStream.range(0, READERS)
                .mapToObj(reader -> reader % 2 == 0 ? library.before()[reader] : shuffled[reader])
                .toArray(int[][]::new);
        ItemMatrix damaged = PlainAls.fit(mixed, BOOKS, OF_SHELVES);
        ItemMatrix current = PlainAls.fit(library.before(), BOOKS, OF_SHELVES);

        Verdict without = judge(library, OF_SHELVES, damaged, Optional.empty());
        Verdict beside = judge(library, OF_SHELVES, damaged, Optional.of(current));

        assertThat(without.accepted()).as(without.reason()).isTrue();
        assertThat(beside.accepted()).as(beside.reason()).isFalse();
        assertThat(beside.reason()).contains("current has");
    }

    private static ItemMatrix fit(Library library) {
        return PlainAls.fit(library.before(), BOOKS, CONFIG.als());
    }

    private static Verdict judge(Library library, Optional<ItemMatrix> current) {
        return judge(library, CONFIG.als(), fit(library), current);
    }

    private static Verdict judge(
            Library library, AlsParameters parameters, ItemMatrix model, Optional<ItemMatrix> current) {
        int k = CONFIG.k();
        List<Contender> rivals = new ArrayList<>();
        var ranker = new FactorRanker(k, model, parameters);
        rivals.add(Rivals.stranger(ranker));
        rivals.add(Contender.with(
                Rival.ITEM_KNN,
                "",
                new NeighbourRanker(
                        k,
                        IntStream.range(0, BOOKS).toArray(),
                        library.matrix(),
                        CONFIG.neighbours().neighbours(),
                        CONFIG.neighbours().shrinkage())));
        current.ifPresent(
                items -> rivals.add(Contender.with(Rival.CURRENT, "", new FactorRanker(k, items, parameters))));
        return CONFIG.gate().judge(library.judge(k, CONFIG.newUserItems(), ranker, rivals));
    }
}
