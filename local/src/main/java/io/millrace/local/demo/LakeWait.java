package io.millrace.local.demo;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits until every silver table equals the source at a position.
 *
 * @param stack whose lake is watched
 */
public record LakeWait(Stack stack) {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 500;

    /**
     * Returns the lake's status as soon as all its tables reach this log sequence number.
     *
     * @throws PipelineException of kind NOT_READY after ten minutes, or as soon as capture or lakehouse has ended
     */
    public LakeStatus until(long lsn, Consumer<String> progress) throws InterruptedException {
        var probe = new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE));
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            Optional<LakeStatus> status = probe.status(LakeStatus.class);
            if (status.isPresent() && !status.get().tables().isEmpty()) {
                LakeStatus lake = status.get();
                if (lake.tables().values().stream().allMatch(table -> reaches(table.silver(), lsn))) {
                    return lake;
                }
                String line = line(lake);
                if (!line.equals(last)) {
                    progress.accept(line);
                    last = line;
                }
            }
            stack.requireRunning(MillraceProcess.CDC);
            stack.requireRunning(MillraceProcess.LAKEHOUSE);
            Thread.sleep(POLL_MILLIS);
        }
        throw new PipelineException(
                FailureKind.NOT_READY,
                "The lake did not reach %s within %d minutes; see './millrace status' and the logs of cdc and lakehouse"
                        .formatted(Position.lsnText(lsn), LIMIT.toMinutes()));
    }

    private static boolean reaches(Optional<Position> position, long lsn) {
        return position.filter(reached -> Long.compareUnsigned(reached.lsn(), lsn) >= 0)
                .isPresent();
    }

    private static String line(LakeStatus lake) {
        var line = new StringBuilder();
        lake.tables().forEach((table, status) -> line.append(line.isEmpty() ? "" : ", ")
                .append(table.table())
                .append(' ')
                .append(status.version() < 0 ? "-" : "%,d".formatted(status.rows())));
        return line.toString();
    }
}
