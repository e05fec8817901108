package io.millrace.lakehouse.bronze;

import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.LakehouseConfig;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.PlanCompilation;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.util.CollectionAccumulator;

/**
 * The query that appends what arrives on the change topics to the change log.
 *
 * <p>A micro-batch with changes is one commit, and the commit holds the offsets that it was read up to. The log, not the query's
 * checkpoint, is what a new start goes on from: rows and offsets cannot disagree, whenever the process is killed and
 * whatever becomes of the checkpoint.
 */
public final class BronzeIngest {
    private static final String QUERY = "bronze";
    /** So many changes one task writes sooner than several do, and in fewer files for all who read them. */
    private static final long ONE_TASK = 5_000;

    private static final Duration COMMIT_AT_LEAST_EVERY = Duration.ofMinutes(1);

    private final Lake lake;
    private final CapturedTables tables;
    private final ChangeLog log;
    private final ChangeTopics topics;
    private final WriterLease lease;
    private final IngestMetrics metrics;
    // These belong to the one thread that runs the query.
    private boolean lastWasQuiet;
    private long lastChanges = Long.MAX_VALUE;
    private long lastCommit = System.nanoTime();

    public BronzeIngest(
            Lake lake,
            CapturedTables tables,
            ChangeLog log,
            ChangeTopics topics,
            WriterLease lease,
            IngestMetrics metrics) {
        this.topics = topics;
        this.lake = lake;
        this.tables = tables;
        this.log = log;
        this.lease = lease;
        this.metrics = metrics;
    }

    /**
     * Starts the query.
     *
     * @param next for each partition that the log holds a part of, the offset to go on from
     * @param checkpoint an empty folder, of use only while this query runs
     */
    public StreamingQuery start(LakehouseConfig config, Map<TopicPartition, Long> next, String checkpoint) {
        LakehouseConfig.Ingest ingest = config.ingest();
        lake.shareCores(QUERY);
        SparkSession session = lake.spark().newSession();
        PlanCompilation.chooseFor(0, session);
        try {
            return session.readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", config.bootstrap())
                    .option(
                            "subscribe",
                            String.join(",", tables.tableNamesByTopic().keySet()))
                    .option("includeHeaders", "true")
                    .option("startingOffsets", StartingOffsets.json(tables, next))
                    .option("failOnDataLoss", "true")
                    // A batch reads only what is there. A fetch that waits for more would hold up, on its connection,
                    // the requests for offsets that follow.
                    .option("kafka.fetch.max.wait.ms", "10")
                    .option("maxOffsetsPerTrigger", ingest.maxRecords())
                    .load()
                    .selectExpr(KafkaRow.COLUMNS)
                    .writeStream()
                    .queryName(QUERY)
                    .trigger(Trigger.ProcessingTime(ingest.trigger().toMillis()))
                    .option("checkpointLocation", checkpoint)
                    .foreachBatch((VoidFunction2<Dataset<Row>, Long>)
                            (batch, id) -> append(batch, lastChanges <= ONE_TASK ? 1 : ingest.parallelism()))
                    .start();
        } catch (TimeoutException e) {
            throw new PipelineException(FailureKind.BROKER, "The query that reads Kafka did not start in time", e);
        }
    }

    private void append(Dataset<Row> batch, int parallelism) {
        long begin = System.nanoTime();
        // One that was made anew and has as many records already looks to Spark like the one before.
        topics.requireSame(tables.topicIds());
        Optional<List<PartitionSummary>> progress = quiet(begin) ? onlyProgress(batch, parallelism) : Optional.empty();
        List<PartitionSummary> summaries = progress.orElseGet(() -> commit(batch, parallelism));
        lastWasQuiet = summaries.stream().noneMatch(PartitionSummary::leavesRows);
        summaries.forEach(summary -> {
            log.ledger().accept(tables.tableOf(summary.topic()), summary);
            log.reloads().accept(summary);
        });
        metrics.ingested(summaries, System.nanoTime() - begin);
        // How many the next batch brings is known after it was planned; mostly it is like this one.
        lastChanges = summaries.stream().mapToLong(PartitionSummary::changes).sum();
        PlanCompilation.chooseFor(lastChanges, batch.sparkSession());
        log.ledger().overall(log.ledger().tables()).ifPresent(metrics::reached);
    }

    /** A source at rest sends progress and nothing else; offsets that are a minute old are new enough to go on from. */
    private boolean quiet(long now) {
        return lastWasQuiet && now - lastCommit < COMMIT_AT_LEAST_EVERY.toNanos();
    }

    /** What the batch brought, if that is progress alone; a commit for it would cost more than reading it again. */
    private Optional<List<PartitionSummary>> onlyProgress(Dataset<Row> batch, int parallelism) {
        CollectionAccumulator<PartitionSummary> arrived = arrived(batch);
        long sequence = nextEvents();
        // A task for each topic partition would cost more than what it reads.
        decode(arrived, sequence)
                .rows(batch)
                .coalesce(parallelism)
                .foreachPartition(rows -> rows.forEachRemaining(row -> {}));
        List<PartitionSummary> summaries = List.copyOf(arrived.value());
        return summaries.stream().anyMatch(PartitionSummary::leavesRows) ? Optional.empty() : Optional.of(summaries);
    }

    private List<PartitionSummary> commit(Dataset<Row> batch, int parallelism) {
        CollectionAccumulator<PartitionSummary> arrived = arrived(batch);
        long sequence = nextEvents();
        lease.check();
        CrashPoint.LAKEHOUSE_BEFORE_BRONZE.pass();
        log.table()
                .append(batch.sparkSession()
                        .createDataFrame(
                                decode(arrived, sequence).rows(batch).coalesce(parallelism), ChangeLogTable.COLUMNS));
        CrashPoint.LAKEHOUSE_AFTER_BRONZE.pass();
        lastCommit = System.nanoTime();
        List<PartitionSummary> summaries = List.copyOf(arrived.value());
        summaries.stream()
                .filter(summary -> summary.changes() > 0)
                .filter(summary -> tables.events().containsKey(summary.topic()))
                .forEach(summary -> log.events().arrived(summary.table(), sequence));
        List<PartitionSummary> bad =
                summaries.stream().filter(summary -> summary.unreadable() > 0).toList();
        if (!bad.isEmpty()) {
            quarantine(log.table().unreadable(today().minusDays(1), bad));
        }
        return summaries;
    }

    private long nextEvents() {
        return log.events().next(PartitionSummary.micros(Instant.now()));
    }

    private DecodePartition decode(CollectionAccumulator<PartitionSummary> arrived, long sequence) {
        return new DecodePartition(tables, today().toEpochDay(), sequence, arrived);
    }

    private static CollectionAccumulator<PartitionSummary> arrived(Dataset<Row> batch) {
        CollectionAccumulator<PartitionSummary> arrived = new CollectionAccumulator<>();
        batch.sparkSession().sparkContext().register(arrived, "arrived");
        return arrived;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /**
     * Shows in the quarantine what cannot be read and is not there, for a start: the log has it already, so what a crash
     * has kept from being shown is shown then. What was shown before costs no more than its place, however much it is.
     */
    public void quarantineUnreadable() {
        Dataset<Row> records = log.quarantine().lacking(log.table().unreadable());
        if (!records.isEmpty()) {
            quarantine(records);
        }
    }

    private void quarantine(Dataset<Row> records) {
        Map<String, String> names = tables.tableNamesByTopic();
        log.quarantine()
                .add(records.map(
                        (MapFunction<Row, Row>) row -> QuarantineTable.row(
                                names.get(row.getString(0)),
                                row.getString(3),
                                row.getString(0),
                                row.getInt(1),
                                row.getLong(2),
                                row.getAs(4),
                                row.getAs(5)),
                        Encoders.row(QuarantineTable.COLUMNS)));
    }
}
