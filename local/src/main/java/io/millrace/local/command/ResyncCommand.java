package io.millrace.local.command;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.resync.NewTable;
import io.millrace.local.resync.ResyncClient;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a table again from the source while everything streams on. */
@Command(
        name = "resync",
        description = "Read a table again from the source while everything streams on."
                + " Rows that the source does not have are gone from the lake afterwards. A table that is new in the"
                + " pipeline file is taken in: capture and lakehouse start again for that, and go on where they were.",
        mixinStandardHelpOptions = true)
public final class ResyncCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Mixin
    private StackFlags flags = new StackFlags();

    @Parameters(paramLabel = "TABLE", description = "such as public.orders")
    private String table;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "only the rows that match this SQL condition in the source or in the lake")
    private String where;

    @Option(names = "--reason", description = "why, for those who look later")
    private String reason;

    @Option(names = "--wait", description = "until the lake has applied it")
    private boolean wait;

    @Override
    public Integer call() throws InterruptedException {
        Stack stack = flags.required();
        var added = new NewTable(stack, TableId.parse(table), System.out::println);
        if (added.isNew()) {
            if (where != null) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "%s is new and is read as a whole; leave out --where".formatted(added.table()));
            }
            added.take();
            if (wait) {
                added.await(PAUSE);
            }
            return 0;
        }
        var client = new ResyncClient(
                new Probe(stack.endpoint(MillraceProcess.CDC)), new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE)));
        var resync = new Resync(TableId.parse(table), where, reason);
        String id = client.ask(resync);
        System.out.println("%s is read again as %s".formatted(resync.table(), id));
        if (wait) {
            client.follow(id, resync, PAUSE, System.out::println);
        }
        return 0;
    }
}
