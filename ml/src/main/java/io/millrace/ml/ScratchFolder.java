package io.millrace.ml;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone, with all that is in it, when this is closed. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create(String name) {
        try {
            return new ScratchFolder(Files.createTempDirectory(name));
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "No folder can be made in %s; free space there, or name another with -Djava.io.tmpdir"
                            .formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            for (Path each : deepestFirst()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT, "%s cannot be deleted; delete it by hand".formatted(path), e);
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
