package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.testkit.BackingServices;
import io.millrace.testkit.KafkaService;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The store and the broker refuse, are slow, are away and come back, and nobody starts the process again. The broker is
 * one of this class alone, and is frozen instead of cut off: it would tell its clients the way past a proxy.
 */
class OutageIT {
    /** What the process says when it did not get through an outage, and begins from what is on the lake. */
    private static final String AGAIN = "beginning again in";

    private static final int REFUSALS = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
    private final KafkaService kafka = BackingServices.temporary(TestStack.newFolder("outage"), MillraceHome.find())
            .kafka();
    private int rows;

    @Test
    void whenWhatItNeedsComesBackTheProcessGoesOnByItselfAndLosesAndRepeatsNothing() throws Exception {
        URI endpoint = LakehouseStack.endpoint();
        kafka.start();
        try (kafka;
                var store = FaultProxy.to(endpoint.getHost(), endpoint.getPort());
                var process = process(store);
                var capture = new FakeCapture(kafka.bootstrapServers(), pipeline.name(), UserTable.ID)) {
            // Given
            RunningProcess running = process.start();
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            await(write(capture));

            // When the store says that it is too busy
            store.refuse();
            long missed = write(capture);
            Awaitility.await().atMost(DEADLINE).until(() -> store.refusals() >= REFUSALS);
            // Then readers have what there was before, and it comes
            assertThat(UserTable.silver(pipeline)).containsExactly("1 name 1 bio 1");
            store.restore();
            await(missed);

            // When it is slow
            store.delay(Duration.ofMillis(200));
            await(write(capture));
            store.restore();

            // When it is away for longer than a request is tried again
            store.cut();
            missed = write(capture);
            Awaitility.await().atMost(DEADLINE).until(() -> process.said(AGAIN) > 0);
            store.restore();
            await(missed);

            // When the broker is there and does not answer
            RunningProcess broker = kafka.process().orElseThrow();
            broker.signal(Signal.STOP);
            awaitThatAClientGivesUp();
            broker.signal(Signal.CONT);
            await(write(capture));

            // When it is gone
            kafka.kill();
            awaitThatAClientGivesUp();
            kafka.start();
            await(write(capture));

            assertThat(running.isAlive()).as(process.log()).isTrue();
        }

        // Then
        assertThat(UserTable.silver(pipeline))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, rows)
                        .mapToObj(id -> "%1$d name %1$d bio %1$d".formatted(id))
                        .toList());
        assertThat(UserTable.records(pipeline)).doesNotHaveDuplicates().hasSize(rows);
    }

    /** One whose requests to the store are tried again for a shorter time than by default, which is minutes. */
    private LakehouseProcess process(FaultProxy store) {
        return new LakehouseProcess(
                pipeline,
                List.of(
                        LakehouseStack.endpointSetting(store),
                        "kafka.bootstrap = \"%s\"".formatted(kafka.bootstrapServers())),
                "-Dspark.hadoop.fs.s3a.retry.limit=2",
                "-Dspark.hadoop.fs.s3a.attempts.maximum=2");
    }

    /** One row more; gives the position at which it is there. */
    private long write(FakeCapture capture) {
        rows++;
        long previous = 100 + 10L * rows;
        UserTable.row(capture, Operation.CREATE, previous + 1, previous, rows, "name " + rows);
        capture.progress(previous + 10);
        return previous + 10;
    }

    private void await(long lsn) {
        Awaitility.await().atMost(DEADLINE).until(() -> LAKE.snapshot(pipeline.name())
                .filter(cut -> cut.position().reaches(new Position(1, lsn)))
                .isPresent());
    }

    private void awaitThatAClientGivesUp() {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "request.timeout.ms",
                PATIENCE_MILLIS,
                "default.api.timeout.ms",
                PATIENCE_MILLIS))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
