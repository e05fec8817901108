package io.millrace.orchestration;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.orchestration.alert.Alerts;
import io.millrace.orchestration.chain.Chain;
import io.millrace.orchestration.history.Acknowledgements;
import io.millrace.orchestration.history.RunHistory;
import io.millrace.orchestration.history.ToldAlerts;
import io.millrace.orchestration.http.AcknowledgementRoutes;
import io.millrace.orchestration.http.JobRoutes;
import io.millrace.orchestration.http.ModelRoutes;
import io.millrace.orchestration.model.ModelDesk;
import io.millrace.orchestration.rule.Delivery;
import io.millrace.orchestration.rule.RuleAlerts;
import io.millrace.orchestration.rule.RuleAlertsConfig;
import io.millrace.orchestration.schedule.ChainRuns;
import io.millrace.orchestration.schedule.CrashRecovery;
import io.millrace.orchestration.schedule.Planned;
import io.millrace.orchestration.schedule.RunMetrics;
import io.millrace.orchestration.schedule.Schedule;
import io.millrace.orchestration.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler: runs from {@link #start} until {@link #close}, which stops what it started. */
public final class Orchestration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestration.class);

    private final OrchestrationConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Optional<String>> notReady =
            new AtomicReference<>(Optional.of("The scheduler is starting"));
    private final AtomicReference<JobRoutes> routes = new AtomicReference<>();
    private final AtomicReference<ModelRoutes> models = new AtomicReference<>();
    private final AtomicReference<AcknowledgementRoutes> acknowledgements = new AtomicReference<>();
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
    private Optional<RuleAlerts> ruleAlerts = Optional.empty();
    private ProcessEndpoint endpoint;
    private Store store;
    private ChainRuns runs;
    private Schedule schedule;
    private ModelDesk desk;

    public Orchestration(OrchestrationConfig config) {
        this.config = config;
    }

    /**
     * Clears up after an earlier process, then begins to keep the schedule.
     *
     * @throws io.millrace.contracts.process.PipelineException of kind ENVIRONMENT if the port is taken or the store
     *     cannot be opened
     */
    public void start() {
        endpoint = ProcessEndpoint.open(config.host(), config.port(), notReady::get, this::status);
        endpoint.route(JobRoutes.JOBS, request -> routes().jobs(request));
        endpoint.route(JobRoutes.RUNS, request -> routes().runs(request));
        endpoint.route(ModelRoutes.MODELS, request -> ready(models).models(request));
        endpoint.route(AcknowledgementRoutes.ACKNOWLEDGEMENTS, request -> ready(acknowledgements)
                .answer(request));
        store = Store.open(config.store());
        RunHistory history = RunHistory.in(store);
        List<Chain> chains = config.plan().stream().map(Planned::chain).toList();
        runs = new ChainRuns(
                chains,
                config.retry(),
                history,
                config.logs(),
                new Alerts(config.channels(), endpoint.metrics()),
                new RunMetrics(endpoint.metrics()));
        schedule = Schedule.open(store, config.plan(), runs);
        CrashRecovery.run(history, runs, schedule, config.stopGrace());
        ruleAlerts = config.ruleAlerts().map(this::tellAlerts);
        routes.set(new JobRoutes(config.plan(), schedule, runs, history));
        desk = new ModelDesk(config.models(), config.logs().folder(), config.stopGrace(), () -> lastOf(history));
        models.set(new ModelRoutes(desk));
        acknowledgements.set(new AcknowledgementRoutes(Acknowledgements.in(store)));
        schedule.start();
        notReady.set(Optional.empty());
        LOG.info(
                "keeps the schedule of {} on port {}",
                chains.stream().map(Chain::name).toList(),
                port());
    }

    private static Object lastOf(RunHistory history) {
        return history.newest(1).stream()
                .map(run -> run.id() + " " + run.result())
                .findFirst()
                .orElse("none");
    }

    private RuleAlerts tellAlerts(RuleAlertsConfig rules) {
        ToldAlerts told = ToldAlerts.in(store);
        List<Delivery> deliveries = config.channels().stream()
                .map(channel -> new Delivery(channel, told, rules.terms(), endpoint.metrics()))
                .toList();
        return RuleAlerts.start(rules, deliveries, problem -> {
            failure.set(Optional.of(problem));
            closed.countDown();
        });
    }

    private JobRoutes routes() {
        return ready(routes);
    }

    private static <T> T ready(AtomicReference<T> part) {
        return Optional.ofNullable(part.get())
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY, "The scheduler is starting; ask again when it is ready"));
    }

    private Object status() {
        JobRoutes jobs = routes.get();
        return new OrchestrationStatus(notReady.get(), jobs == null ? List.of() : jobs.all());
    }

    /** The port of the endpoint. */
    public int port() {
        return endpoint.port();
    }

    /**
     * Returns when closed.
     *
     * @throws PipelineException if what tells the alerts of rules cannot go on
     */
    public void await() throws InterruptedException {
        closed.await();
        failure.get().ifPresent(problem -> {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "Alerts of rules are told no more: %s; they are told from there when the scheduler is started again"
                            .formatted(problem),
                    problem);
        });
    }

    /** Begins nothing new, stops the steps that run, writes that down, and returns when all is closed. */
    @Override
    public void close() {
        notReady.set(Optional.of("The scheduler is stopping"));
        if (schedule != null) {
            schedule.pause();
            runs.stop();
            schedule.close();
        }
        ruleAlerts.ifPresent(RuleAlerts::close);
        if (desk != null) {
            desk.close();
        }
        if (store != null) {
            store.close();
        }
        // After the store: closing it interrupts its readers, and an interrupt would close the store's file.
        if (endpoint != null) {
            endpoint.close();
        }
        closed.countDown();
    }
}
