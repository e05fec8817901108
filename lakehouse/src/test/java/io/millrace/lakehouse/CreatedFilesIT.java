package io.millrace.lakehouse;

import io.millrace.lakehouse.lake.LakeFiles;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CreatedFilesIT {
    private static final int RACES = 50;

    private final LakeFiles files = LakehouseStack.files();
    private final String folder = LakehouseStack.LAKE.location("files", "");

    @Test
    void ofTwoWhoCreateAFileOneWinsAndIsToldSo() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                String file = folder + "raced/" + race;
                var start = new CyclicBarrier(2);
                Future<Boolean> first = writers.submit(creating(files, file, "first", start));
                Future<Boolean> second = writers.submit(creating(LakehouseStack.LAKE.files(), file, "second", start));

                assertThat(first.get()).as("race %d", race).isNotEqualTo(second.get());
                assertThat(files.read(file)).contains(first.get() ? "first" : "second");
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private static Callable<Boolean> creating(LakeFiles files, String file, String text, CyclicBarrier start) {
        return () -> {
            start.await();
            return files.create(file, text);
        };
    }

    @Test
    void filesAndFoldersAreListedApartAndInOrder() {
        files.create(folder + "listed/b", "");
        files.write(folder + "listed/a", "");
        files.write(folder + "listed/folder/c", "");

        assertThat(files.files(folder + "listed")).containsExactly("a", "b");
        assertThat(files.folders(folder + "listed")).containsExactly("folder");
        assertThat(files.files(folder + "nowhere")).isEmpty();
    }
}
