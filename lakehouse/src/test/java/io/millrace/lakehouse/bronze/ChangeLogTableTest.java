package io.millrace.lakehouse.bronze;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeLogTableTest {
    private static final CountDownLatch ASLEEP = new CountDownLatch(1);
    private static final CountDownLatch AWAKE = new CountDownLatch(1);

    @TempDir
    private static Path folder;

    private static Lake lake;

    @BeforeAll
    static void open() {
        String root = folder.toUri().toString();
        // Left open: the session is shared with the other tests of this JVM.
        lake = Lake.open("log-test", Settings.parse("lake.root = \"" + root.substring(0, root.length() - 1) + "\""));
    }

    @Test
    void oneAppendAfterTheOtherIsKept() {
        ChangeLogTable log = made("kept");

        log.append(row("first"));
        log.append(row("second"));
        claimed("kept").append(row("after a new start"));

        assertThat(tables("kept")).containsExactlyInAnyOrder("first", "second", "after a new start");
    }

    @Test
    void anAppendThatSleptWhileAnotherWriterAppendedIsRefused() throws InterruptedException {
        ChangeLogTable log = made("slept");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> sleeper = threads.submit(() -> log.append(row("sleeper").filter((FilterFunction<Row>) row -> {
                ASLEEP.countDown();
                AWAKE.await();
                return true;
            })));
            ASLEEP.await();
            claimed("slept").append(row("relief"));
            AWAKE.countDown();

            assertThatThrownBy(sleeper::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("nothing of its last batch was written");
        } finally {
            threads.shutdownNow();
        }
        assertThat(tables("slept")).containsExactly("relief");
    }

    @Test
    void whoWakesAfterAnotherHasClaimedTheTableAppendsNothingAndSaysSo() {
        ChangeLogTable sleeper = made("woken");
        sleeper.append(row("before"));

        ChangeLogTable relief = claimed("woken");

        assertThatThrownBy(() -> sleeper.append(row("late")))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ENVIRONMENT))
                .hasMessageContaining("nothing of its last batch was written");
        relief.append(row("after"));
        assertThat(tables("woken")).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void ofTwoThatClaimTheTableAtOnceOneAppends() throws Exception {
        made("raced");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        Callable<Boolean> claimAndAppend = () -> {
            var log = new ChangeLogTable(lake, new LakeNames("raced"));
            together.await();
            try {
                log.claim();
                log.append(row("one"));
                log.append(row("two"));
                return true;
            } catch (PipelineException | ConcurrentModificationException refused) {
                return false;
            }
        };
        try {
            List<Future<Boolean>> both = threads.invokeAll(List.of(claimAndAppend, claimAndAppend));
            assertThat(List.of(both.get(0).get(), both.get(1).get())).contains(true);
        } finally {
            threads.shutdownNow();
        }
        // Who was relieved between its two may have left the first.
        assertThat(tables("raced")).hasSizeBetween(2, 4).contains("two");
    }

    private static ChangeLogTable made(String pipeline) {
        new ChangeLogTable(lake, new LakeNames(pipeline)).create();
        return claimed(pipeline);
    }

    private static ChangeLogTable claimed(String pipeline) {
        var log = new ChangeLogTable(lake, new LakeNames(pipeline));
        log.claim();
        return log;
    }

    private static Dataset<Row> row(String table) {
        Object[] cells = new Object[ChangeLogTable.COLUMNS.length()];
        cells[0] = table;
        cells[1] = Date.valueOf(LocalDate.EPOCH);
        return lake.spark().createDataFrame(List.of(RowFactory.create(cells)), ChangeLogTable.COLUMNS);
    }

    private static List<String> tables(String pipeline) {
        return lake.read(pipeline + "__log", "changes").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
