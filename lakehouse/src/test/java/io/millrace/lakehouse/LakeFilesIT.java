package io.millrace.lakehouse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;

class LakeFilesIT {
    private static final int READINGS = 100;

    @Test
    void aFileThatIsBeingReplacedIsReadWholeEachTime() {
        // Given
        String file = LAKE.root() + "/replaced/_file.json";
        LAKE.writeText(file, "text 0");
        var read = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int text = 1; !read.get(); text++) {
                LAKE.writeText(file, "text " + text);
            }
        });

        try {
            for (int reading = 0; reading < READINGS; reading++) {
                // When, Then
                assertThat(LAKE.readText(file))
                        .hasValueSatisfying(text -> assertThat(text).matches("text \\d+"));
            }
        } finally {
            read.set(true);
        }
        writer.join();
    }
}
