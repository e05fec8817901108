package io.millrace.ml;

import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScratchFolderTest {
    @Test
    void whatAFailedWorkLeavesIsDeletedAndTheFailureIsTheOneThatIsTold() {
        var folder = ScratchFolder.create("scratch");

        assertThatThrownBy(() -> {
                    try (folder) {
                        Files.writeString(
                                Files.createDirectory(folder.path().resolve("checkpoints"))
                                        .resolve("part"),
                                "left");
                        throw new IllegalStateException("the fit failed");
                    }
                })
                .hasMessage("the fit failed")
                .hasNoSuppressedExceptions();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeDeletedDoesNotHideTheFailureBeforeIt() {
        var folder = ScratchFolder.create("scratch");

        assertThatThrownBy(() -> {
                    try (folder) {
                        Files.delete(folder.path());
                        throw new IOException("the disk is gone");
                    }
                })
                .hasMessage("the disk is gone")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(PipelineException.class));
    }
}
