package io.millrace.local.chaos;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Source, broker, store, capture and lake of one folder, with proxies before the source and the store. */
final class ChaosStack implements Stage, AutoCloseable {
    /** What chaos is about; serving and the scheduler have no part in what the lake holds. */
    static final List<MillraceProcess> PROCESSES = List.of(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);

    private static final Set<ServiceKind> SERVICES =
            EnumSet.of(ServiceKind.POSTGRES, ServiceKind.KAFKA, ServiceKind.OBJECT_STORE);
    private static final String HOST = "127.0.0.1";
    private static final String PIPELINE_FILE = "chaos.yaml";
    /** Of the ports of the stack, one that nothing else has. */
    private static final int COPY = 8;

    private static final int LOG_LINES = 12;

    private final Stack stack;
    private final FaultProxy source;
    private final FaultProxy store;
    private final Map<MillraceProcess, RunningProcess> launched = new EnumMap<>(MillraceProcess.class);
    private final Set<MillraceProcess> down = EnumSet.noneOf(MillraceProcess.class);
    private final List<Ended> ended = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private ChaosStack(Stack stack, FaultProxy source, FaultProxy store) {
        this.stack = stack;
        this.source = source;
        this.store = store;
    }

    /** Starts everything with the tables of {@link ChaosTables} where they are absent. */
    static ChaosStack open(Path folder, StackOptions options, Settings settings) throws SQLException {
        ServicePorts ports = options.ports().services();
        FaultProxy source = FaultProxy.to(HOST, ports.postgres());
        FaultProxy store = FaultProxy.to(HOST, ports.objectStore());
        var stack = new Stack(folder, options, settings, ChaosEnvironment.of(source, store));
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
                // The server waits so long for a capture that sleeps before it lets another one read.
                statement.execute("ALTER SYSTEM SET wal_sender_timeout = '20s'");
                statement.execute("SELECT pg_reload_conf()");
            }
        }
    }

    /** Past the proxy: the workload is not what is being tested. */
    @Override
    public Connection connect() throws SQLException {
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

    @Override
    public void heal() {
        // First, because what is here needed may not start, and the log of what ended goes on with its next start.
        look();
        source.restore();
        store.restore();
        stack.startServices(SERVICES);
        PROCESSES.forEach(process -> launch(process, Map.of()));
    }

    /** Starts a process with more variables in its environment; does nothing where it runs. */
    RunningProcess launch(MillraceProcess process, Map<String, String> environment) {
        RunningProcess running = stack.launch(process, environment);
        down.remove(process);
        // Of one that it only found it does not know how it ends.
        launched.merge(process, running, (known, found) -> known.pid() == found.pid() ? known : found);
        return running;
    }

    private void look() {
        for (MillraceProcess process : PROCESSES) {
            NamedProcess named = stack.named(process);
            if (named.endedUnasked() && down.add(process)) {
                RunningProcess last = launched.get(process);
                OptionalInt status = last == null ? OptionalInt.empty() : last.exitStatus();
                ended.add(new Ended(process, status, named.log().tail(LOG_LINES)));
            }
        }
    }

    @Override
    public List<Ended> ended() {
        look();
        List<Ended> all = List.copyOf(ended);
        ended.clear();
        return all;
    }

    /** Keeps a line to be told of this mishap. */
    void note(String line) {
        notes.add(line);
    }

    @Override
    public List<String> notes() {
        List<String> all = List.copyOf(notes);
        notes.clear();
        return all;
    }

    /** Has capture read a table again, as {@code millrace resync} does; does nothing where it does not answer. */
    void requestReload(TableId table) {
        new Probe(stack.endpoint(MillraceProcess.CDC)).post(ReloadRequest.PATH, ReloadRequest.ofTable(table, "chaos"));
    }

    /** Has the lakehouse compact its tables, as the scheduler does; does nothing where it does not answer. */
    void requestCompaction() {
        new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE))
                .post(Maintenance.PATH + "?operation=" + Maintenance.OPTIMIZE.code());
    }

    @Override
    public void beginAnew() throws InterruptedException {
        heal();
        stack.named(MillraceProcess.CDC).stop();
        launch(MillraceProcess.CDC, Map.of("MILLRACE_CDC_RESYNC_AFTER_LOSS", "true"));
        stack.awaitLive(MillraceProcess.CDC);
    }

    @Override
    public void strike(Mishap mishap, Random random) throws SQLException, InterruptedException {
        mishap.strike().at(this, random);
    }

    @Override
    public void settle(Duration limit) throws InterruptedException {
        new Settling(this, limit).await();
    }

    @Override
    public Compared audit(boolean repair) throws InterruptedException {
        return new Oracles(stack).audit(repair);
    }

    @Override
    public List<String> compare(Consumer<String> lines) throws InterruptedException {
        LakeStatus lake = lake().orElseThrow(
                        () -> new PipelineException(FailureKind.NOT_READY, "The lakehouse does not say what it has"));
        return new Oracles(stack).compare(lake, lines);
    }

    @Override
    public Path logs() {
        return stack.logs();
    }

    /** Ends a process at once, if it runs. */
    void kill(MillraceProcess process) {
        stack.named(process).find().ifPresent(RunningProcess::kill);
    }

    /** The end of a process' log. */
    String log(MillraceProcess process, int lines) {
        return String.join(System.lineSeparator(), stack.named(process).log().tail(lines));
    }

    /** A second copy of a process. */
    Copy copyOf(MillraceProcess process) {
        return new Copy(stack, process, stack.options().portBase() + COPY);
    }

    /** How far capture is, if it answers. */
    Optional<CaptureStatus> capture() {
        return new Probe(stack.endpoint(MillraceProcess.CDC)).status(CaptureStatus.class);
    }

    /** How far the lake is, if it answers. */
    Optional<LakeStatus> lake() {
        return new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE)).status(LakeStatus.class);
    }

    /** Where the source's log ends. */
    long sourceEnd() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            return Position.parseLsn(row.getString(1));
        }
    }

    /** Where the files of Postgres are. */
    Path postgresFiles() {
        return stack.folder().resolve("postgres/data");
    }

    /** Where the change log of the lake is. */
    Path changeLog() {
        return stack.folder().resolve("object-store/data/lake/%s__log/changes".formatted(ChaosTables.PIPELINE_NAME));
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
        return new StackOptions(portBase, folder.resolve(PIPELINE_FILE).toString(), true, Optional.empty(), false);
    }
}
