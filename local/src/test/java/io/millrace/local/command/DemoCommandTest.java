package io.millrace.local.command;

import io.millrace.contracts.process.PipelineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--users=0, --users must be above zero",
        "--products=-3, --products must be above zero",
        "--orders=-1, --orders must be above zero",
        "--rate=0, --rate must be more than 0",
        "--rate=NaN, --rate must be more than 0",
        "--rate=1001, --rate must be more than 0 and at most 1000",
        "--workload=video --orders=5, and --as-of are of the shop",
        "--as-of=yesterday, --as-of must be a moment",
        "--dataset=/not/there.csv, The data set /not/there.csv does not exist"
    })
    void whatCannotWorkIsRefusedBeforeAnythingStarts(String flag, String sentence) {
        var command = new DemoCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(flag.split(" ", -1));

        assertThatThrownBy(command::call).isInstanceOf(PipelineException.class).hasMessageContaining(sentence);
    }
}
