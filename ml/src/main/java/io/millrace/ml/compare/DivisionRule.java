package io.millrace.ml.compare;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.files.EventLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How one file becomes a part to fit on and a part to judge by. All rows of one pair of user and item may be divided. */
public sealed interface DivisionRule {

    /** Divides the rows. */
    Division of(EventLog log);

    /** Rows from a moment on are the test. */
    record AtMoment(long millis) implements DivisionRule {
        @Override
        public Division of(EventLog log) {
            requireTimes(log);
            return new Division(log.where(row -> log.time(row) < millis), log.where(row -> log.time(row) >= millis));
        }
    }

    /** The last rows before the newest one are the test. */
    record LastWindow(Duration window) implements DivisionRule {
        @Override
        public Division of(EventLog log) {
            requireTimes(log);
            long newest =
                    IntStream.range(0, log.size()).mapToLong(log::time).max().orElse(0);
            return new AtMoment(newest - window.toMillis() + 1).of(log);
        }
    }

    /** This share of the rows, the latest, is the test. */
    record LastShare(double share) implements DivisionRule {
        @Override
        public Division of(EventLog log) {
            requireTimes(log);
            long[] times =
                    IntStream.range(0, log.size()).mapToLong(log::time).sorted().toArray();
            int later = Math.max(1, (int) Math.round(times.length * share));
            return new AtMoment(times[times.length - later]).of(log);
        }
    }

    /** Each user's latest row is the test, if the user has another; the last of the file where times are equal. */
    record LeaveOneOut() implements DivisionRule {
        @Override
        public Division of(EventLog log) {
            requireTimes(log);
            int[] latest = new int[log.users().size()];
            int[] counts = new int[latest.length];
            Arrays.fill(latest, -1);
            for (int row = 0; row < log.size(); row++) {
                int user = log.user(row);
                counts[user]++;
                if (latest[user] < 0 || log.time(row) >= log.time(latest[user])) {
                    latest[user] = row;
                }
            }
            return divided(log, row -> counts[log.user(row)] > 1 && latest[log.user(row)] == row);
        }
    }

    /**
     * This share of each user's items, drawn by lot, is the test with all their rows; the number is rounded, and one item
     * stays in training.
     */
    record RandomShare(double share, long seed) implements DivisionRule {
        @Override
        public Division of(EventLog log) {
            SparseMatrix pairs = SparseMatrix.of(log);
            var drawn = new BitSet();
            for (int user = 0; user < pairs.rowCount(); user++) {
                int size = pairs.rowSize(user);
                int count = Math.min((int) Math.round(size * share), size - 1);
                // A generator for each user: what others have does not change what is drawn.
                for (int place : Lot.draw(size, count, new SplittableRandom(seed + user))) {
                    drawn.set(pairs.starts()[user] + place);
                }
            }
            return divided(log, row -> {
                int user = log.user(row);
                int place = Arrays.binarySearch(
                        pairs.columns(), pairs.starts()[user], pairs.starts()[user + 1], log.item(row));
                return drawn.get(place);
            });
        }
    }

    private static Division divided(EventLog log, IntPredicate test) {
        return new Division(log.where(test.negate()), log.where(test));
    }

    private static void requireTimes(EventLog log) {
        if (!log.isTimed()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "A split by time and one that leaves out each user's latest row need a column of times; name it with"
                            + " --columns time=..., or take --split random");
        }
    }
}
