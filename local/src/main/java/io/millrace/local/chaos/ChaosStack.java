package io.millrace.local.chaos;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.Settings;
import io.millrace.local.demo.LakeWait;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.BackingServices;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.ServicePorts;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Source, broker, store, capture and lake of one folder, with proxies before the source and the store. */
final class ChaosStack implements AutoCloseable {
    /** What chaos is about; serving and the scheduler have no part in what the lake holds. */
    static final List<MillraceProcess> PROCESSES = List.of(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);

    private static final Set<ServiceKind> SERVICES =
            EnumSet.of(ServiceKind.POSTGRES, ServiceKind.KAFKA, ServiceKind.OBJECT_STORE);
    private static final String HOST = "127.0.0.1";
    private static final String AUDIT_HEAP = "700m";

    private final Stack stack;
    private final FaultProxy source;
    private final FaultProxy store;

    private ChaosStack(Stack stack, FaultProxy source, FaultProxy store) {
        this.stack = stack;
        this.source = source;
        this.store = store;
    }

    /** Starts everything with the tables of {@link ChaosTables} where they are absent. */
    static ChaosStack open(Path folder, StackOptions options, Settings settings)
            throws SQLException, InterruptedException {
        ServicePorts ports = options.ports().services();
        FaultProxy source = FaultProxy.to(HOST, ports.postgres());
        FaultProxy store = FaultProxy.to(HOST, ports.objectStore());
        var stack = new Stack(
                folder,
                options,
                settings,
                Map.of(
                        "MILLRACE_CHAOS_URL",
                        "jdbc:postgresql://%s:%d/%s".formatted(HOST, source.port(), Stack.SHOP_DATABASE),
                        "MILLRACE_LAKE_ENDPOINT",
                        "http://%s:%d".formatted(HOST, store.port())));
        var chaos = new ChaosStack(stack, source, store);
        writePipeline(Path.of(options.pipeline()));
        stack.startServices(SERVICES);
        chaos.createTables();
        chaos.heal();
        return chaos;
    }

    private static void writePipeline(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, ChaosTables.PIPELINE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void createTables() throws SQLException {
        stack.services().postgres().createDatabase(Stack.SHOP_DATABASE);
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT to_regnamespace('chaos') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                for (String definition : ChaosTables.DEFINITIONS) {
                    statement.addBatch(definition);
                }
                statement.executeBatch();
            }
        }
    }

    /** Past the proxy: the workload is not what is being tested. */
    Connection connect() throws SQLException {
        return stack.services().postgres().connect(Stack.SHOP_DATABASE);
    }

    Stack stack() {
        return stack;
    }

    BackingServices services() {
        return stack.services();
    }

    /** Between capture and Postgres. */
    FaultProxy source() {
        return source;
    }

    /** Between the lake's processes and the S3 endpoint. */
    FaultProxy store() {
        return store;
    }

    /** What {@code millrace up} does: starts whatever does not run and waits until it answers. */
    void heal() throws InterruptedException {
        source.restore();
        store.restore();
        stack.startServices(SERVICES);
        PROCESSES.forEach(stack::launch);
        for (MillraceProcess process : PROCESSES) {
            stack.awaitLive(process);
        }
    }

    /** Returns when the lake has all that the source holds now. */
    void settle() throws SQLException, InterruptedException {
        long end;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            end = Position.parseLsn(row.getString(1));
        }
        new LakeWait(stack).until(end, line -> {});
    }

    /**
     * Compares every table with its source.
     *
     * @param lines receives what the comparison says
     * @return whether all are equal
     */
    boolean audit(List<String> lines) throws InterruptedException {
        var program = stack.program("lakehouse", "io.millrace.lakehouse.audit.AuditMain")
                .withHeap(AUDIT_HEAP);
        return new AttachedProgram(stack.command(program), Map.of()).run(lines::add) == 0;
    }

    /**
     * Starts a second copy of a running process, on another port, and waits until it has ended.
     *
     * @return its exit status
     */
    int runSecond(MillraceProcess process, Duration limit) throws InterruptedException {
        NamedProcess copy = stack.named("second-" + process.module());
        RunningProcess running = stack.launch(copy, process, Map.of(process.portVariable(), "0"));
        try {
            if (!running.awaitExit(limit)) {
                throw new IllegalStateException("A second %s still runs after %d s beside the first"
                        .formatted(process.module(), limit.toSeconds()));
            }
            return running.exitStatus().orElse(-1);
        } finally {
            copy.stop();
        }
    }

    /** Leaves everything stopped; the folder stays for whoever wants to look. */
    @Override
    public void close() {
        source.restore();
        store.restore();
        stack.stop();
        source.close();
        store.close();
    }

    /** The options of a chaos stack in this folder. */
    static StackOptions options(Path folder, int portBase) {
        return new StackOptions(portBase, folder.resolve("pipeline.yaml").toString(), true, Optional.empty(), false);
    }
}
