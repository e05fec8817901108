package io.millrace.ml.tune;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Evaluation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KeptSearchTest {
    private static final AlsParameters PARAMETERS = new AlsParameters(8, 0.1, 3, 4, 42, 2, 4);
    private static final Trial TRIAL = new Trial(
            PARAMETERS,
            new Evaluation(30, Map.of("ndcg@10", 0.1), Map.of("ndcg@10", 0.05), List.of(), Map.of("new-users", 7L)));
    private static final Instant NOW = Instant.now();
    private static final FeaturesManifest FIRST = features("1:0/A0", NOW);
    private static final FeaturesManifest SECOND = features("1:0/B0", NOW);

    @TempDir
    private Path folder;

    private LakeFiles files;

    @BeforeEach
    void openLake() {
        files = LakeFiles.open(LakeConfig.from(Settings.parse("")).in(folder));
    }

    private static FeaturesManifest features(String position, Instant computedAt) {
        return new FeaturesManifest(
                Position.parse(position),
                NOW,
                NOW,
                computedAt,
                Optional.of(Duration.ofDays(90)),
                Caps.NONE,
                Map.of("interactions", new TableVersion("shop__features.interactions", "/there", 3)));
    }

    private KeptSearch open(FeaturesManifest latest, String question) {
        return KeptSearch.open(files, folder.toUri() + "search", latest, question);
    }

    @Test
    void aSearchThatWasNotFinishedGoesOnWithItsTrialsOnTheFeaturesThatItBeganWith() {
        open(FIRST, "how").keep(TRIAL);

        KeptSearch again = open(SECOND, "how");

        assertThat(again.features()).isEqualTo(FIRST);
        assertThat(again.trial(PARAMETERS)).contains(TRIAL);
        assertThat(again.trial(PARAMETERS.with(8, 0.1, 3, 5))).isEmpty();
    }

    @Test
    void whatAFinishedSearchTriedCountsForItsFeaturesAlone() {
        KeptSearch first = open(FIRST, "how");
        first.keep(TRIAL);
        first.finish();

        assertThat(open(FIRST, "how").trial(PARAMETERS)).contains(TRIAL);
        assertThat(open(SECOND, "how").features()).isEqualTo(SECOND);
        assertThat(open(SECOND, "how").trial(PARAMETERS)).isEmpty();
    }

    @Test
    void anotherQuestionIsAnotherSearch() {
        open(FIRST, "how").keep(TRIAL);

        assertThat(open(FIRST, "otherwise").trial(PARAMETERS)).isEmpty();
    }

    @Test
    void featuresThatTheLakeMayHaveForgottenAreNotGoneOnWith() {
        FeaturesManifest old = features("1:0/90", NOW.minus(Duration.ofDays(7)));
        open(old, "how").keep(TRIAL);

        assertThat(open(FIRST, "how").features()).isEqualTo(FIRST);
        assertThat(open(FIRST, "how").trial(PARAMETERS)).isEmpty();
    }
}
