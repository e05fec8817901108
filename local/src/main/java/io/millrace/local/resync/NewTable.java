package io.millrace.local.resync;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A table that came into the pipeline file after the stack was started.
 *
 * @param stack the stack that does not have it yet
 * @param told gets a line for each step
 */
public record NewTable(Stack stack, TableId table, Consumer<String> told) {
    private static final String CHECK = "io.millrace.cdc.check.CheckMain";

    /** Whether the pipeline file names it and the lakehouse that runs does not know it. */
    public boolean isNew() {
        return lake().filter(lake -> !lake.tables().containsKey(table)).isPresent()
                && PipelineFile.read(file(), stack.environment())
                        .source()
                        .tables()
                        .contains(table);
    }

    /**
     * Starts capture and lakehouse again with the pipeline file; capture reads the table as it starts. They go on where
     * they were, and every other part runs on.
     *
     * @throws PipelineException of kind CONFIGURATION if the database cannot be captured as the file asks; nothing was
     *     stopped then
     */
    public void take() throws InterruptedException {
        requireCapturable();
        told.accept("%s is new in %s: capture and lakehouse start again with it and go on where they were"
                .formatted(table, file()));
        long begin = System.nanoTime();
        stack.restart(List.of(MillraceProcess.CDC, MillraceProcess.LAKEHOUSE));
        told.accept("they answer again after %d s; capture reads %s"
                .formatted(Duration.ofNanos(System.nanoTime() - begin).toSeconds(), table));
    }

    /**
     * Returns when the lake has the table.
     *
     * @throws PipelineException of kind SOURCE if its first reading has failed
     */
    public void await(Duration pause) throws InterruptedException {
        var client = new ResyncClient(
                new Probe(stack.endpoint(MillraceProcess.CDC)), new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE)));
        LakeStatus.Table here = client.awaitFirst(table, this::here, pause);
        told.accept("the lake has it: %,d rows".formatted(here.rows()));
    }

    private void requireCapturable() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        int status = new AttachedProgram(stack.command(stack.program("cdc", CHECK)), Map.of()).run(lines::add);
        if (status != 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "%s cannot be taken in; everything runs on without it.%n%s"
                            .formatted(table, String.join(System.lineSeparator(), lines)));
        }
    }

    private Optional<LakeStatus.Table> here() {
        stack.requireRunning(MillraceProcess.CDC);
        stack.requireRunning(MillraceProcess.LAKEHOUSE);
        return lake().map(lake -> lake.tables().get(table))
                .filter(known -> known.version() >= 0 && known.stale().isEmpty());
    }

    private Optional<LakeStatus> lake() {
        return new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE)).status(LakeStatus.class);
    }

    private Path file() {
        return Path.of(stack.options().pipeline());
    }
}
