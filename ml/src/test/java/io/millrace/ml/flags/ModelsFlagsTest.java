package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelsFlagsTest {
    private static final class Asked implements ModelsFlags.Models {
        private final List<String> requests = new ArrayList<>();

        @Override
        public void list(boolean json) {
            requests.add("list " + json);
        }

        @Override
        public void show(String model, boolean json) {
            requests.add("show " + model + " " + json);
        }

        @Override
        public void clicks(boolean json) {
            requests.add("clicks " + json);
        }

        @Override
        public void promote(String model, boolean force) {
            requests.add("promote " + model + " " + force);
        }

        @Override
        public void rollBack() {
            requests.add("rollback");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "list, list false",
        "list --json, list true",
        "show m1, show m1 false",
        "show --json m1, show m1 true",
        "clicks, clicks false",
        "clicks --json, clicks true",
        "promote m1, promote m1 false",
        "promote m1 --force, promote m1 true",
        "rollback, rollback"
    })
    void whatIsAskedIsDone(String line, String done) {
        var asked = new Asked();

        ModelsFlags.request(line.split(" ")).orElseThrow().of(asked);

        assertThat(asked.requests).containsExactly(done);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "promote --json m1",
                "rollback m1",
                "list --force",
                "list m1",
                "clicks m1",
                "remove m1",
                "--json"
            })
    void whatCannotBeMeantIsRefused(String line) {
        assertThatThrownBy(() -> ModelsFlags.request(line.split(" ")))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageEndingWith("; see: millrace models --help");
    }
}
