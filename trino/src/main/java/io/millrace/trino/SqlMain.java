package io.millrace.trino;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.trino.query.Answer;
import io.millrace.trino.query.Form;
import io.millrace.trino.query.Trino;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Asks Trino one question and writes its answer; where there is no Trino there is no answer. */
@Command(
        name = "millrace sql",
        description = "Asks Trino, such as: millrace sql \"SELECT count(*) FROM lake.shop.orders\"",
        mixinStandardHelpOptions = true)
public final class SqlMain {
    @ArgGroup(multiplicity = "1")
    private Question question;

    @ArgGroup
    private Machine machine = new Machine();

    private SqlMain() {}

    private static final class Question {
        @Parameters(paramLabel = "STATEMENT", arity = "1", description = "the statement, in quotes")
        private String statement;

        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "a file that holds the statement, such as those in trino/queries")
        private Path file;
    }

    private static final class Machine {
        @Option(names = "--csv", description = "write CSV instead of a table")
        private boolean csv;

        @Option(names = "--json", description = "write JSON instead of a table")
        private boolean json;
    }

    public static void main(String[] args) {
        Entrypoint.exit("sql", () -> run(args));
    }

    private static void run(String[] args) {
        var command = new SqlMain();
        try {
            if (CommandLine.printHelpIfRequested(new CommandLine(command).parseArgs(args))) {
                return;
            }
        } catch (ParameterException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage() + "; see: millrace sql --help", e);
        }
        command.ask(TrinoConfig.from(Settings.load()));
    }

    private void ask(TrinoConfig config) {
        Instant start = Instant.now();
        Answer answer = new Trino(config.url(), System.getProperty("user.name")).ask(statement());
        System.out.print(form().write(answer));
        if (form() == Form.TABLE) {
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            int rows = answer.rows().size();
            System.out.printf(Locale.ROOT, "(%d %s in %.1f s)%n", rows, rows == 1 ? "row" : "rows", seconds);
        }
    }

    private Form form() {
        if (machine.csv) {
            return Form.CSV;
        }
        return machine.json ? Form.JSON : Form.TABLE;
    }

    private String statement() {
        if (question.file == null) {
            return question.statement;
        }
        try {
            return Files.readString(question.file);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The file %s cannot be read; name one with a statement".formatted(question.file),
                    e);
        }
    }
}
