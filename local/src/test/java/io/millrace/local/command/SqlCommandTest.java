package io.millrace.local.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqlCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "--csv;SELECT 1", "SELECT 1;--json", "-f;query.sql", "--csv;--file;query.sql"})
    void aStatementOrAFileIsTakenInEveryForm(String line) {
        assertThatCode(() -> parse(line.split(";"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--csv;--json;SELECT 1", "-f;query.sql;SELECT 1", "--xml;SELECT 1"})
    void whatCannotBeMeantIsRefused(String line) {
        assertThatThrownBy(() -> parse(line.split(";"))).isInstanceOf(ParameterException.class);
    }

    @Test
    void aQuestionIsNeeded() {
        assertThatThrownBy(SqlCommandTest::parse)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("STATEMENT");
    }

    private static void parse(String... arguments) {
        new CommandLine(new SqlCommand()).parseArgs(arguments);
    }
}
