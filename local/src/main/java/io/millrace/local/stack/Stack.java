package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.process.TemporaryFolder;
import io.millrace.testkit.BackingService;
import io.millrace.testkit.BackingServices;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The product on one machine: the backing services and the processes of one folder, whichever command started them.
 *
 * <p>Starting what runs already does nothing, so that after a crash of anything the same call brings back what is
 * missing. Nothing is ever wiped here.
 */
public final class Stack {
    /** Database of the shop in the embedded Postgres. */
    public static final String SHOP_DATABASE = "shop";

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(8);
    private static final long POLL_MILLIS = 200;
    private static final int LOG_LINES = 12;
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private final Path folder;
    private final StackOptions options;
    private final Settings settings;
    private final MillraceHome home = MillraceHome.find();
    private final BackingServices services;
    private final Map<String, String> overrides;

    /** The stack of this folder with these options; nothing is started yet. */
    public Stack(Path folder, StackOptions options, Settings settings) {
        this(folder, options, settings, Map.of());
    }

    /**
     * A stack whose processes see other addresses than its services have, such as those of proxies before them.
     *
     * @param overrides variables of the environment that every process gets instead
     */
    public Stack(Path folder, StackOptions options, Settings settings, Map<String, String> overrides) {
        this.overrides = Map.copyOf(overrides);
        this.folder = folder.toAbsolutePath().normalize();
        this.options = options;
        this.settings = settings;
        this.services =
                BackingServices.lasting(this.folder, logs(), options.ports().services(), home);
    }

    public Path folder() {
        return folder;
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public StackOptions options() {
        return options;
    }

    public BackingServices services() {
        return services;
    }

    /** Base of the public API. */
    public String apiUrl() {
        return endpoint(MillraceProcess.SERVING);
    }

    /** Where the page is that shows it all. */
    public String dashboardUrl() {
        return endpoint(MillraceProcess.DASHBOARD) + "/";
    }

    /** Base of a process' endpoint. */
    public String endpoint(MillraceProcess process) {
        return "http://127.0.0.1:" + options.ports().of(process);
    }

    /**
     * Starts the backing services that do not run, side by side, and notes the options for later commands.
     *
     * @throws PipelineException if what runs was started with other options, or another program has one of the ports;
     *     nothing is started then
     */
    public void startServices() {
        startServices(serviceKinds());
    }

    /** Starts some of them, as {@link #startServices()} starts all. */
    public void startServices(Set<ServiceKind> kinds) {
        requireStartable();
        options.write(folder);
        services.start(kinds);
    }

    /**
     * Refuses, as {@link #startServices()} does, and starts nothing.
     *
     * @throws PipelineException if the folder is that of another source, what runs in it was started with other options,
     *     or another program has one of the ports
     */
    public void requireStartable() {
        requireSourceOfFolder();
        requireOptionsOfWhatRuns();
        new PortsOfStack(this).requireFree();
    }

    private void requireSourceOfFolder() {
        StackOptions.read(folder)
                .filter(known -> known.ownDatabase() != options.ownDatabase())
                .ifPresent(known -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "%s holds the lake of %s; give this one a folder of its own with --data-dir, or another 'name:' in its pipeline file"
                                    .formatted(
                                            folder,
                                            known.ownDatabase()
                                                    ? "the embedded shop"
                                                    : "the database of " + known.pipeline()));
                });
    }

    private void requireOptionsOfWhatRuns() {
        StackOptions.read(folder)
                .filter(running -> running.portBase() != options.portBase()
                        || !running.pipeline().equals(options.pipeline())
                        || !running.asOf().equals(options.asOf()))
                .map(running -> new Stack(folder, running, settings))
                .filter(Stack::isRunning)
                .ifPresent(other -> {
                    throw new PipelineException(
                            FailureKind.CONFIGURATION,
                            "The stack in %s runs with ports from %d, the pipeline file %s and %s; stop it with './millrace down --data-dir %s' before it starts with others"
                                    .formatted(
                                            folder,
                                            other.options.portBase(),
                                            other.options.pipeline(),
                                            other.options
                                                    .asOf()
                                                    .map(moment -> "ages as of " + moment)
                                                    .orElse("ages as of the newest event"),
                                            folder));
                });
    }

    /** Whether any part of it runs, whoever started it. */
    public boolean isRunning() {
        return parts().stream().anyMatch(part -> part.process().isPresent());
    }

    /** Bytes that all its processes hold now. */
    public long memory() {
        return parts().stream()
                .flatMap(part -> part.process().stream())
                .mapToLong(process -> process.memory().orElse(0))
                .sum();
    }

    /** The backing services that this stack has. */
    public Set<ServiceKind> serviceKinds() {
        return options.ownDatabase()
                ? EnumSet.allOf(ServiceKind.class)
                : EnumSet.complementOf(EnumSet.of(ServiceKind.POSTGRES));
    }

    /** Returns when Trino answers and knows the lake's tables; the story gets a line for each step. */
    public void startTrino(Consumer<String> story) {
        new TrinoPart(this).start(story);
    }

    /** Starts a process, without waiting until it answers; does nothing where it runs. */
    public RunningProcess launch(MillraceProcess process) {
        return launch(process, Map.of());
    }

    /** Starts a process with more variables in its environment; does nothing where it runs. */
    public RunningProcess launch(MillraceProcess process, Map<String, String> environment) {
        return launch(named(process), process, environment);
    }

    /** Starts a process under a name of its own. */
    public RunningProcess launch(NamedProcess named, MillraceProcess process, Map<String, String> environment) {
        JavaProgram program = JavaProgram.of(home.module(process.module()), process.mainClass())
                .withHeap(settings.text("local.heap." + process.module()))
                .withJvmFlags("-Dmillrace.home=" + home.path());
        return started(named, () -> command(program).withEnvironment(environment));
    }

    /** The process of that name, started with this program where it does not run. */
    RunningProcess started(NamedProcess named, JavaProgram program) {
        return started(named, () -> command(program));
    }

    private static RunningProcess started(NamedProcess named, Supplier<ProcessCommand> command) {
        return named.find().orElseGet(() -> named.start(command.get(), Lifetime.UNTIL_STOPPED, Readiness.atOnce()));
    }

    /**
     * Waits until a launched process answers its liveness probe.
     *
     * @throws PipelineException of kind NOT_READY with the end of its log if it does not
     */
    public void awaitLive(MillraceProcess process) throws InterruptedException {
        var probe = new Probe(endpoint(process));
        boolean live = named(process)
                .find()
                .filter(running -> named(process).awaitReady(running, Readiness.when(probe::live, READY_WITHIN)))
                .isPresent();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!live) {
            throw ended(named(process));
        }
    }

    /**
     * Stops these processes and starts them again, so that they read their settings and the pipeline file anew.
     *
     * @throws PipelineException of kind NOT_READY with the end of its log if one does not answer or ends again
     */
    public void restart(List<MillraceProcess> processes) throws InterruptedException {
        processes.forEach(process -> named(process).stop(Signal.TERM, STOP_GRACE));
        processes.forEach(this::launch);
        for (MillraceProcess process : processes) {
            awaitLive(process);
        }
        for (MillraceProcess process : processes) {
            awaitBegun(process);
            requireRunning(process);
        }
    }

    /**
     * Waits a little until a process is ready or has ended: what it refuses, it refuses after it answers. That it takes
     * longer to be ready is no failure.
     */
    public void awaitBegun(MillraceProcess process) throws InterruptedException {
        var probe = new Probe(endpoint(process));
        long deadline = System.nanoTime() + BEGUN_WITHIN.toNanos();
        while (System.nanoTime() < deadline && named(process).find().isPresent() && !probe.ready()) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Throws what {@link #awaitLive} does if the process has ended. */
    public void requireRunning(MillraceProcess process) {
        if (named(process).find().isEmpty()) {
            throw ended(named(process));
        }
    }

    PipelineException ended(NamedProcess named) {
        return new PipelineException(
                FailureKind.NOT_READY,
                "%s %s; its log %s ends with:%n%s"
                        .formatted(
                                named.name(),
                                named.find().isPresent() ? "does not answer" : "has ended",
                                named.log().path(),
                                String.join(System.lineSeparator(), named.log().tail(LOG_LINES))));
    }

    /** A command line of one of the modules, with the stack's environment. */
    public ProcessCommand command(JavaProgram program) {
        String temporary = TemporaryFolder.jvmFlag(
                StackEnvironment.temporary(folder),
                program.module().path().getFileName().toString());
        return program.withJvmFlags(temporary).command(folder).withEnvironment(environment());
    }

    /** A main class of a module that this stack's commands run. */
    public JavaProgram program(String module, String mainClass, String... arguments) {
        return JavaProgram.of(home.module(module), mainClass).withArguments(arguments);
    }

    /** The environment of the stack's processes. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(StackEnvironment.of(folder, options, services));
        environment.putAll(overrides);
        return environment;
    }

    /** The process of that name, running or not. */
    public NamedProcess named(MillraceProcess process) {
        return named(process.module());
    }

    /** Another process of the stack's folder, such as a simulator. */
    public NamedProcess named(String name) {
        return new NamedProcess(name, folder.resolve("run"), logs());
    }

    /** Every process and service that the stack knows, by name; empty where it does not run. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (ServiceKind kind : serviceKinds()) {
            BackingService service = services.of(kind);
            parts.add(new Part(service.name(), service.port(), service.process(), Optional.empty(), service::answers));
        }
        for (MillraceProcess process : MillraceProcess.values()) {
            var probe = new Probe(endpoint(process));
            parts.add(new Part(
                    process.module(),
                    options.ports().of(process),
                    named(process).find(),
                    Optional.of(probe),
                    probe::live));
        }
        if (options.trino()) {
            // Its own endpoint says whether the server answers and knows the lake's tables.
            var registration = new Probe("http://127.0.0.1:" + options.ports().trinoRegistration());
            parts.add(new Part(
                    "trino",
                    options.ports().trino(),
                    named("trino").find(),
                    Optional.of(registration),
                    registration::live));
        }
        return parts;
    }

    /**
     * A part of the stack.
     *
     * @param probe how to ask it for its health; nothing for a backing service
     * @param answers whether it answers now what it is there for
     */
    public record Part(
            String name, int port, Optional<RunningProcess> process, Optional<Probe> probe, BooleanSupplier answers) {}

    /** Stops everything in the order in which nothing misses what it needs; what it holds stays. */
    public void stop() {
        named("trino").stop();
        for (MillraceProcess process : List.of(
                MillraceProcess.DASHBOARD,
                MillraceProcess.ORCHESTRATION,
                MillraceProcess.SERVING,
                MillraceProcess.GATEWAY,
                MillraceProcess.CDC,
                MillraceProcess.STREAMING,
                MillraceProcess.LAKEHOUSE)) {
            named(process).stop(Signal.TERM, STOP_GRACE);
        }
        services.close();
    }
}
