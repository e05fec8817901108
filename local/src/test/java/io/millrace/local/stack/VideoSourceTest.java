package io.millrace.local.stack;

import io.millrace.contracts.process.Settings;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class VideoSourceTest {
    private static final Path HOME = MillraceHome.find().path();

    @TempDir
    private Path folder;

    private static StackOptions options(Path pipeline, boolean ownDatabase) {
        return new StackOptions(21_000, pipeline.toString(), ownDatabase, Optional.empty(), false);
    }

    @Test
    void aStackIsOfTheVideoServiceByItsPipelineFile() {
        assertThat(VideoSource.isOf(options(VideoSource.pipelineFile(HOME), true)))
                .isTrue();
        assertThat(VideoSource.isOf(options(VideoSource.pipelineFile(HOME), false)))
                .isFalse();
        assertThat(VideoSource.isOf(options(ShopSource.pipelineFile(HOME), true)))
                .isFalse();
    }

    @Test
    void itsProcessesKnowItsDatabaseAndNotTheShops() {
        var stack = new Stack(folder, options(VideoSource.pipelineFile(HOME), true), Settings.load());

        assertThat(stack.environment())
                .containsKeys("MILLRACE_VIDEO_USER", "MILLRACE_VIDEO_PASSWORD")
                .doesNotContainKey("MILLRACE_SHOP_URL")
                .hasEntrySatisfying("MILLRACE_VIDEO_URL", url -> assertThat(url).contains("/video"));
    }
}
