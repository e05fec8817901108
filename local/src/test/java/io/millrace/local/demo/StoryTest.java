package io.millrace.local.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class StoryTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void onATerminalAStepMakesRoomForTheNextAndADetailStays() throws Exception {
        var story = new Story(new PrintStream(printed, true, UTF_8), true, 1);

        story.stage("Shop", progress -> {
            progress.accept("1 of 2 orders");
            story.detail("3 skipped");
            progress.accept("2 of 2 orders");
            return "filled";
        });

        assertThat(shown()).containsExactly("      3 skipped", "[1/1] Shop: filled");
    }

    @Test
    void onATerminalProgressStaysOnOneRow() throws Exception {
        var story = new Story(new PrintStream(printed, true, UTF_8), true, 1);

        story.stage("Model", progress -> {
            progress.accept("9".repeat(100));
            assertThat(printed.toString(UTF_8)).endsWith("[1/1] Model ... " + "9".repeat(60) + "...");
            return "trained";
        });

        assertThat(shown()).containsExactly("[1/1] Model: trained");
    }

    /** What a person sees in the end: of each line only what stands behind its last erasure. */
    private Iterable<String> shown() {
        // An erasure begins with a carriage return, which is no end of a line here.
        return Arrays.stream(printed.toString(UTF_8).split("\n"))
                .map(line -> line.substring(line.lastIndexOf("\u001b[K") < 0 ? 0 : line.lastIndexOf("\u001b[K") + 3))
                .map(line -> line.replaceAll(" \\(.*s\\)$", ""))
                .toList();
    }
}
