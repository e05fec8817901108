package io.millrace.lakehouse;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.lakehouse.alert.AlertFold;
import io.millrace.lakehouse.alert.AlertTable;
import io.millrace.lakehouse.audit.AuditDesk;
import io.millrace.lakehouse.audit.AuditRoute;
import io.millrace.lakehouse.audit.AuditTable;
import io.millrace.lakehouse.audit.Audited;
import io.millrace.lakehouse.bronze.BronzeIngest;
import io.millrace.lakehouse.bronze.CapturedTables;
import io.millrace.lakehouse.bronze.ChangeLog;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import io.millrace.lakehouse.bronze.ChangeTopics;
import io.millrace.lakehouse.bronze.EventLedger;
import io.millrace.lakehouse.bronze.EventTopic;
import io.millrace.lakehouse.bronze.IngestMetrics;
import io.millrace.lakehouse.bronze.ProgressLedger;
import io.millrace.lakehouse.bronze.ReadPositions;
import io.millrace.lakehouse.bronze.ReadPositions.Resume;
import io.millrace.lakehouse.bronze.ReloadLedger;
import io.millrace.lakehouse.event.EventFold;
import io.millrace.lakehouse.event.EventTable;
import io.millrace.lakehouse.history.Histories;
import io.millrace.lakehouse.history.HistoryTable;
import io.millrace.lakehouse.history.HistoryTurns;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.live.LiveTablesFile;
import io.millrace.lakehouse.loop.RoundLoop;
import io.millrace.lakehouse.maintenance.TableMaintenance;
import io.millrace.lakehouse.quarantine.QuarantineDesk;
import io.millrace.lakehouse.quarantine.QuarantineRoute;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.lakehouse.schema.SchemaTopic;
import io.millrace.lakehouse.silver.FoldMetrics;
import io.millrace.lakehouse.silver.Healing;
import io.millrace.lakehouse.silver.SilverFold;
import io.millrace.lakehouse.silver.SilverTable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one writer of a pipeline's change log and silver tables, from the lease to the last commit. */
public final class Lakehouse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lakehouse.class);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String EVENTS = "events";

    private final Lake lake;
    private final Pipeline pipeline;
    private final LakehouseConfig config;
    private final Closing closing = new Closing();
    private final LakehouseStatus status;
    private ProcessEndpoint endpoint;
    private ChangeTopics brokers;
    private StreamingQuery ingest;
    private FoldLoop fold;

    public Lakehouse(Lake lake, Pipeline pipeline, LakehouseConfig config) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.config = config;
        this.status = new LakehouseStatus(pipeline);
    }

    /** Returns when changes are being read; waits for capture to make the topics. */
    public void start() throws InterruptedException {
        endpoint = closing.add(ProcessEndpoint.open(config.host(), config.port(), status::notReady, status::report));
        WriterLease lease = closing.add(WriterLease.take(lake, pipeline.name(), config.leaseDuration(), SETTLING));
        var names = new LakeNames(pipeline.name());
        CapturedTables captured = awaitTopics();
        ChangeLog log = newLog(names, captured);
        Map<TableId, SilverTable> silver = new TreeMap<>();
        captured.tables().forEach(table -> silver.put(table, new SilverTable(lake, names, table)));
        var maintenance = new TableMaintenance(lake, names, lease, silver.values())
                .with(
                        log.quarantine().qualified(),
                        log.quarantine().location(),
                        log.quarantine().lock());
        List<HistoryTable> histories = captured.tables().stream()
                .map(table -> new HistoryTable(lake, names, table))
                .toList();
        histories.forEach(history -> maintenance.with(history.qualified(), history.location(), history.lock()));
        endpoint.route(Maintenance.PATH, new MaintenanceRoute(maintenance));

        var capture = new CaptureClient(config.captureUrl(), "lakehouse.capture-url");
        var healing = closing.add(new Healing(capture, captured.tables(), Clock.systemUTC()));
        SchemaTopic schemas = closing.add(new SchemaTopic(config.bootstrap(), captured.topics()));
        var rounds = closing.add(new SilverFold(
                lake,
                pipeline.name(),
                log,
                schemas,
                lease,
                healing,
                new FoldMetrics(endpoint.metrics()),
                silver,
                config.fold()));
        startIngest(captured, log, lease, rounds);
        var desk = new QuarantineDesk(log.quarantine(), capture, lease);
        endpoint.route(Resync.PATH, new ResyncRoute(capture, rounds, schemas, silver));
        endpoint.route(QuarantinedRecord.PATH, new QuarantineRoute(log.quarantine(), desk));
        log.quarantine().watchedBy(endpoint.metrics(), captured.quarantineNames());
        var audits = new AuditTable(lake, names);
        audits.open();
        maintenance.with(audits.qualified(), audits.location(), audits.lock());
        var auditor = closing.add(AuditDesk.of(
                lake, new Audited(pipeline.source(), log, schemas, rounds, silver), capture, audits, lease));
        endpoint.route(AuditRequest.PATH, new AuditRoute(auditor));
        auditor.watchedBy(endpoint.metrics());
        var live = new LiveTablesFile(lake, names, captured, lease, schemas, log.reloads(), rounds);
        fold = closing.add(new FoldLoop(rounds, live::write, config.fold().interval()));
        status.running(log, rounds, silver, ingest, audits::last);
        TableGauges.register(endpoint.metrics(), captured.tables(), status::table);
        lease.lost().whenComplete((nothing, failure) -> fold.fail(failure));
        fold.start();
        startEvents(captured, log, lease, maintenance, names);
        if (config.history().enabled()) {
            var follow =
                    new Histories(lake, log, lease, schemas, rounds::latest, histories, rounds::appliedReloads, names);
            follow.watchedBy(endpoint.metrics());
            startBeside(
                    "history-loop",
                    follow::begin,
                    new HistoryTurns(follow, config.history().interval()),
                    LOOK);
        }
    }

    private void startEvents(
            CapturedTables captured, ChangeLog log, WriterLease lease, TableMaintenance maintenance, LakeNames names) {
        List<EventTable> tables = pipeline.events().stream()
                .map(type -> new EventTable(lake, names, type))
                .toList();
        tables.forEach(table -> maintenance.with(table.qualified(), table.location(), table.lock()));
        var events = new EventFold(lake, log, captured, lease, tables);
        events.watchedBy(endpoint.metrics());
        Optional<AlertFold> alerts = alerts(captured, lease, maintenance, names);
        startBeside(
                "event-loop",
                () -> lake.shareCores(EVENTS),
                () -> {
                    events.round();
                    alerts.ifPresent(AlertFold::round);
                },
                config.events().interval());
    }

    /** Of the rules of the pipeline file; nothing where it has none. */
    private Optional<AlertFold> alerts(
            CapturedTables captured, WriterLease lease, TableMaintenance maintenance, LakeNames names) {
        if (pipeline.figures().rules().isEmpty()) {
            return Optional.empty();
        }
        var table = new AlertTable(lake, names);
        maintenance.with(table.qualified(), table.location(), table.lock());
        AlertFold alerts =
                closing.add(new AlertFold(config.bootstrap(), captured.topics().alerts(), table, lease));
        alerts.watchedBy(endpoint.metrics());
        return Optional.of(alerts);
    }

    /** Starts a loop whose failure is that of the process. */
    private void startBeside(String name, RoundLoop.Work first, RoundLoop.Work each, Duration pause) {
        var loop = closing.add(new RoundLoop(name, first, each, pause));
        fold.endsWith(loop);
        loop.start();
    }

    private CapturedTables awaitTopics() throws InterruptedException {
        var topics = new Topics(pipeline.name());
        Map<String, TableId> byTopic = new TreeMap<>();
        pipeline.source().tables().forEach(table -> byTopic.put(topics.changes(table), table));
        Map<TableId, Integer> partitions = new TreeMap<>();
        Map<String, EventTopic> events = new TreeMap<>();
        Map<String, String> ids = new TreeMap<>();
        brokers = closing.add(new ChangeTopics(config.bootstrap()));
        brokers.await(byTopic.keySet()).forEach((topic, shape) -> {
            partitions.put(byTopic.get(topic), shape.partitions());
            ids.put(topic, shape.id());
        });
        brokers.make(pipeline.events(), config.events().replication());
        Map<String, EventType> typeByTopic =
                pipeline.events().stream().collect(Collectors.toMap(EventType::topic, Function.identity()));
        brokers.await(typeByTopic.keySet()).forEach((topic, shape) -> {
            events.put(topic, new EventTopic(typeByTopic.get(topic), shape.partitions()));
            ids.put(topic, shape.id());
        });
        return new CapturedTables(topics, partitions, events, ids);
    }

    private ChangeLog newLog(LakeNames names, CapturedTables captured) {
        return new ChangeLog(
                new ChangeLogTable(lake, names),
                new QuarantineTable(lake, names),
                new ProgressLedger(captured.partitions()),
                new ReloadLedger(captured.partitions()),
                new EventLedger());
    }

    private void startIngest(CapturedTables captured, ChangeLog log, WriterLease lease, SilverFold rounds)
            throws InterruptedException {
        var query = new BronzeIngest(lake, captured, log, brokers, lease, new IngestMetrics(endpoint.metrics()));
        log.quarantine().create();
        Resume resume = rounds.latest().isPresent() ? Resume.withoutLog(captured.tables()) : Resume.BEGINNING;
        boolean isThere = log.table().exists();
        if (!isThere) {
            // Remembered before the log is made: a start that does not get further finds one that is there.
            distrust(resume, rounds);
        }
        log.table().create();
        lease.check();
        log.table().claim();
        if (isThere) {
            resume = ReadPositions.restore(log, captured, rounds.foldedUpTo());
            Map<TopicPartition, String> lost = brokers.gaps(resume.next());
            resume = resume.without(lost, captured);
            lost.forEach((partition, reason) -> {
                if (captured.events().containsKey(partition.topic())) {
                    LOG.error("events may be lost, and what is left is read: {}", reason);
                }
            });
            query.quarantineUnreadable();
            distrust(resume, rounds);
        }
        ingest = query.start(
                config,
                resume.next(),
                closing.add(new ScratchFolder("millrace-bronze-")).location());
        closing.add(() -> stop(ingest));
        LOG.info(
                "reading {} tables of {}; the lake is at {}",
                captured.tables().size(),
                pipeline.name(),
                rounds.latest().map(cut -> cut.position().toString()).orElse("its beginning"));
    }

    private static void distrust(Resume resume, SilverFold rounds) {
        resume.gaps().forEach((table, reason) -> {
            LOG.error("{} is stale until it has been read again from the source: {}", table, reason);
            rounds.distrust(table, reason);
        });
    }

    private static void stop(StreamingQuery query) {
        try {
            query.stop();
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.warn("the bronze query did not stop in time; what it has not committed is read again");
        }
    }

    /** Returns never; throws when the query, the fold or the lease ends. */
    public void await() throws InterruptedException {
        new Watch(ingest, fold).await();
    }

    /** What has ended a part of it, or null. */
    public Throwable failure() {
        return new Watch(ingest, fold).failure().orElse(null);
    }

    /** How far the lake is. */
    public LakeStatus status() {
        return status.report();
    }

    /** Port of the endpoint. */
    public int port() {
        return endpoint.port();
    }

    /** The cut that was published last. */
    public Optional<LakeSnapshot> latest() {
        return fold == null ? Optional.empty() : fold.latest();
    }

    @Override
    public void close() {
        closing.close();
    }
}
