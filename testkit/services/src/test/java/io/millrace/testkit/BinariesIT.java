package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BinariesIT {
    @Test
    void areUnpackedOnceByAnyNumberOfStacksAtTheSameTime() throws IOException {
        // Given
        Path folder = TestStack.newFolder("binaries");
        ExecutorService stacks = Executors.newFixedThreadPool(4);

        // When
        List<Path> servers = IntStream.range(0, 4)
                .mapToObj(stack -> CompletableFuture.supplyAsync(() -> new Binaries(folder).redis(), stacks))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();
        stacks.shutdown();

        // Then
        assertThat(servers).singleElement().satisfies(server -> assertThat(server)
                .isExecutable());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(servers.get(0).getParent());
        }
    }
}
