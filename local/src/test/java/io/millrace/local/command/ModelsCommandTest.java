package io.millrace.local.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelsCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "list --json",
                "show m1",
                "show m1 --json",
                "clicks",
                "clicks --json",
                "promote m1 --force",
                "rollback"
            })
    void whatCanBeAskedIsTaken(String line) {
        assertThatCode(() -> parse(line)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "promote", "rollback m1", "list --force", "clicks m1", "remove m1"})
    void whatCannotBeMeantIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(ParameterException.class);
    }

    @Test
    void everythingBehindEvaluateIsForTheOtherProgram() {
        var line = new CommandLine(new EvaluateCommand());

        line.parseArgs("--data", "file.csv", "--help");

        assertThat(line.getUnmatchedArguments()).containsExactly("--data", "file.csv", "--help");
    }

    private static void parse(String line) {
        new CommandLine(new ModelsCommand()).parseArgs(line.split(" "));
    }
}
