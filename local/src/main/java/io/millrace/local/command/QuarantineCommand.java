package io.millrace.local.command;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.QuarantineOutcome;
import io.millrace.contracts.lake.QuarantineRequest;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.quarantine.QuarantineClient;
import io.millrace.local.quarantine.RecordPage;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was put aside, why, and a way back. */
@Command(
        name = "quarantine",
        description = "Show the records that could not be processed, and decide what becomes of them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class QuarantineCommand {
    /** Status when something was refused or still waits. */
    private static final int NOT_ALL = 1;

    private static QuarantineClient client(StackFlags flags) {
        return new QuarantineClient(new Probe(flags.required().endpoint(MillraceProcess.LAKEHOUSE)));
    }

    @Command(name = "list", description = "List records, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin StackFlags flags,
            @Option(
                            names = {"-t", "--table"},
                            paramLabel = "TABLE",
                            description = "of this table alone, such as public.orders")
                    String table,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "waiting",
                            description = "waiting, replayed, dropped, resolved or all (default: ${DEFAULT-VALUE})")
                    String state,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "at most so many, up to 10000 (default: ${DEFAULT-VALUE})")
                    int limit,
            @Option(names = "--json", description = "as JSON") boolean json) {
        Map<String, String> parameters = new TreeMap<>(Map.of("limit", Integer.toString(limit)));
        if (table != null) {
            parameters.put("table", table);
        }
        if (!state.equals("all")) {
            parameters.put("state", state);
        }
        List<QuarantinedRecord> records = client(flags).list(parameters);
        if (json) {
            System.out.println(RecordPage.json(records));
        } else {
            RecordPage.table(records).forEach(System.out::println);
        }
        return 0;
    }

    @Command(name = "show", description = "Show a record with its bytes.", mixinStandardHelpOptions = true)
    int show(
            @Mixin StackFlags flags,
            @Parameters(paramLabel = "ID", description = "as 'list' shows it") String id,
            @Option(names = "--json", description = "as JSON, the bytes in base64") boolean json) {
        QuarantinedRecord record = client(flags).show(id);
        if (json) {
            System.out.println(RecordPage.json(record));
        } else {
            RecordPage.all(record).forEach(System.out::println);
        }
        return 0;
    }

    @Command(
            name = "replay",
            description = "Read the rows of these records again from the source."
                    + " One that still does not fit comes back as another record.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin StackFlags flags,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "as 'list' shows them") List<String> ids,
            @Option(
                            names = {"-t", "--table"},
                            paramLabel = "TABLE",
                            description = "all that wait of this table")
                    String table) {
        return told("replayed", request(ids, table), client(flags)::replay);
    }

    @Command(
            name = "drop",
            description = "Decide that these records do not matter; their bytes are kept.",
            mixinStandardHelpOptions = true)
    int drop(
            @Mixin StackFlags flags,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "as 'list' shows them") List<String> ids) {
        return told("dropped", request(ids, null), client(flags)::drop);
    }

    private static QuarantineRequest request(List<String> ids, String table) {
        boolean named = ids != null && !ids.isEmpty();
        if (named == (table != null)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "Name records by their ids, or a table with --table, and not both");
        }
        return named ? new QuarantineRequest(ids, null) : new QuarantineRequest(null, TableId.parse(table));
    }

    private static int told(
            String done, QuarantineRequest request, Function<QuarantineRequest, QuarantineOutcome> decision) {
        QuarantineOutcome outcome = decision.apply(request);
        outcome.decided().forEach(id -> System.out.println(done + "  " + id));
        outcome.refused().forEach((id, reason) -> System.out.println("refused   %s: %s".formatted(id, reason)));
        if (outcome.left() > 0) {
            System.out.println("%d more wait; ask again".formatted(outcome.left()));
        }
        return outcome.refused().isEmpty() && outcome.left() == 0 ? 0 : NOT_ALL;
    }
}
