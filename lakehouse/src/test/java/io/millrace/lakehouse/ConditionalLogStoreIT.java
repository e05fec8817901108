package io.millrace.lakehouse;

import io.millrace.lakehouse.lake.ConditionalLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConditionalLogStoreIT {
    private static final int RACES = 1_000;

    private final Configuration hadoop =
            LakehouseStack.LAKE.spark().sparkContext().hadoopConfiguration();

    @Test
    void oneOfTwoWritersOfAVersionWinsAndStays() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                Path version = version("raced", race);
                var start = new CyclicBarrier(2);
                Future<Boolean> first = writers.submit(writing(version, "first", start));
                Future<Boolean> second = writers.submit(writing(version, "second", start));

                assertThat(first.get()).as("race %d", race).isNotEqualTo(second.get());
                assertThat(text(version)).isEqualTo(first.get() ? "first" : "second");
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** Each writer has a log store of its own, as a process of its own would. */
    private Callable<Boolean> writing(Path version, String text, CyclicBarrier start) {
        var store = new ConditionalLogStore(hadoop);
        return () -> {
            start.await();
            try {
                store.write(version, List.of(text).iterator(), false, hadoop);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        };
    }

    @Test
    void aVersionThatIsThereIsNotWrittenOverUnlessThatIsMeant() throws IOException {
        Path version = version("kept", 0);
        var store = new ConditionalLogStore(hadoop);
        store.write(version, List.of("first").iterator(), false, hadoop);

        assertThatThrownBy(() -> store.write(version, List.of("second").iterator(), false, hadoop))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(text(version)).isEqualTo("first");
        assertThatCode(() -> store.write(version, List.of("third").iterator(), true, hadoop))
                .doesNotThrowAnyException();
        assertThat(text(version)).isEqualTo("third");
    }

    private static Path version(String table, int number) {
        return new Path(LakehouseStack.LAKE.location("log-store", table), "_delta_log/%020d.json".formatted(number));
    }

    private String text(Path version) throws IOException {
        try (var stream = version.getFileSystem(hadoop).open(version)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
