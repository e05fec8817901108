package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.compare.DivisionRule;
import io.millrace.ml.files.EventLog;
import io.millrace.ml.files.FileTime;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** How one file becomes two, and training two again for a search. */
public final class SplitFlags {
    private static final double MOST = 1;

    @Option(
            names = "--split",
            paramLabel = "RULE",
            description =
                    "time: the latest rows are the test; leave-one-out: each user's latest row; random: a share of"
                            + " each user's items")
    private String split;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "how much is the test, by time or by lot (default: 0.2)")
    private Double share;

    @Option(
            names = "--test-window",
            paramLabel = "TIME",
            description = "instead, by time: how long before the newest row the test begins, such as 30d or 12h")
    private String window;

    @Option(
            names = "--test-from",
            paramLabel = "MOMENT",
            description = "instead, by time: such as 2011-11-09 or with a time")
    private String from;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "of every lot (default: ${DEFAULT-VALUE})")
    private long seed;

    public long seed() {
        return seed;
    }

    /** How a file is divided. */
    public DivisionRule rule() {
        if (split == null) {
            throw wrong("--data needs --split time, leave-one-out or random");
        }
        return rule(split);
    }

    private DivisionRule rule(String word) {
        if (from != null && window != null || share != null && (from != null || window != null)) {
            throw wrong("Give one of --test-share, --test-window and --test-from");
        }
        if (!word.equals("time") && (from != null || window != null)) {
            throw wrong("--test-window and --test-from belong to --split time");
        }
        return switch (word) {
            case "time" -> byTime();
            case "leave-one-out" -> new DivisionRule.LeaveOneOut();
            case "random" -> new DivisionRule.RandomShare(share(), seed);
            default -> throw wrong("--split takes time, leave-one-out or random, but got '%s'".formatted(word));
        };
    }

    private DivisionRule byTime() {
        if (from != null) {
            return new DivisionRule.AtMoment(moment());
        }
        return window == null
                ? new DivisionRule.LastShare(share())
                : new DivisionRule.LastWindow(duration(window.toLowerCase(Locale.ROOT)));
    }

    /**
     * How training is divided again: by the same rule; after a moment by as much time as the test has; and where two files
     * were given, by time if there are times, and by lot otherwise.
     */
    public DivisionRule validation(EventLog train, EventLog test) {
        if (split == null && from == null && window == null) {
            return train.isTimed() ? new DivisionRule.LastShare(share()) : new DivisionRule.RandomShare(share(), seed);
        }
        if (from == null) {
            return rule(Optional.ofNullable(split).orElse("time"));
        }
        long newest =
                IntStream.range(0, test.size()).mapToLong(test::time).max().orElseThrow();
        return new DivisionRule.LastWindow(Duration.ofMillis(newest - moment() + 1));
    }

    private long moment() {
        return FileTime.parse(from)
                .orElseThrow(
                        () -> wrong("--test-from takes a moment such as 2011-11-09, but got '%s'".formatted(from)));
    }

    private double share() {
        double chosen = share == null ? 0.2 : share;
        if (!(chosen > 0 && chosen < MOST)) {
            throw wrong("--test-share must be between 0 and 1, but is " + chosen);
        }
        return chosen;
    }

    private static Duration duration(String text) {
        try {
            Duration length = Duration.parse(text.endsWith("d") ? "p" + text : "pt" + text);
            if (length.compareTo(Duration.ZERO) > 0) {
                return length;
            }
            throw wrong("--test-window must be longer than zero, but is " + text);
        } catch (DateTimeParseException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "--test-window takes a time such as 30d or 12h, but got '%s'".formatted(text),
                    e);
        }
    }

    private static PipelineException wrong(String sentence) {
        return new PipelineException(FailureKind.CONFIGURATION, sentence);
    }
}
