package io.millrace.features;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Recommend;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.item.ItemCatalog;
import io.millrace.features.item.Popularity;
import io.millrace.features.rfm.RfmScores;
import io.millrace.features.rfm.RfmTotals;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes all feature tables from one cut of the source; each table's commit carries the cut's position. */
public final class FeaturesJob {
    private static final Logger LOG = LoggerFactory.getLogger(FeaturesJob.class);

    private final Lake lake;
    private final Pipeline pipeline;
    private final FeaturesConfig config;

    public FeaturesJob(Lake lake, Pipeline pipeline, FeaturesConfig config) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.config = config;
    }

    /** Reads the latest cut of the source, writes the tables and gives the cut through them. */
    public FeaturesManifest run() throws InterruptedException {
        Instant start = Instant.now();
        SilverTables silver = SilverTables.latest(lake, pipeline.name());
        Recommend recommend = pipeline.recommend();
        var eventTables = new EventTables(lake, new LakeNames(pipeline.name()));
        Dataset<Row> events =
                cached(new InteractionEvents(silver, eventTables, pipeline, config.priceColumns()).rows());
        Optional<Dataset<Row>> orders = pipeline.rfm()
                .map(rfm -> cached(existing(
                        RfmTotals.orders(silver.read(rfm.table()), rfm, recommend.timezone()), silver, recommend)));
        Instant asOf = config.asOf()
                .orElseGet(() -> AsOf.newest(Stream.concat(Stream.of(events), orders.stream()), silver.sourceTime()));
        LOG.info("computing features of {} at {} as of {}", pipeline.name(), silver.position(), asOf);
        Map<FeatureTable, Dataset<Row>> tables = tables(silver, AsOf.until(events, asOf), orders, asOf);
        Map<String, Callable<TableVersion>> writes = new TreeMap<>();
        tables.forEach((table, rows) -> writes.put(table.tableName(), () -> write(table, rows, silver)));
        Map<String, TableVersion> versions = SideBySide.run(writes);
        var manifest = new FeaturesManifest(
                silver.position(), asOf, silver.sourceTime(), start, recommend.halfLife(), recommend.caps(), versions);
        manifest.write(lake, pipeline.name());
        events.unpersist();
        orders.ifPresent(Dataset::unpersist);
        LOG.info(
                "wrote {} feature tables in {} ms",
                versions.size(),
                Duration.between(start, Instant.now()).toMillis());
        return manifest;
    }

    private Map<FeatureTable, Dataset<Row>> tables(
            SilverTables silver, Dataset<Row> events, Optional<Dataset<Row>> orders, Instant asOf) {
        Recommend recommend = pipeline.recommend();
        Dataset<Row> catalog =
                ItemCatalog.of(silver.read(recommend.items().table()), recommend.items(), config.priceColumns());
        Map<FeatureTable, Dataset<Row>> tables = new EnumMap<>(FeatureTable.class);
        tables.put(FeatureTable.INTERACTION_EVENTS, events);
        tables.put(FeatureTable.INTERACTIONS, Interactions.of(events, asOf, Interactions.Rule.of(recommend)));
        orders.ifPresent(rows -> tables.put(
                FeatureTable.RFM, RfmScores.of(RfmTotals.of(AsOf.until(rows, asOf), asOf, recommend.timezone()))));
        tables.put(FeatureTable.POPULARITY, Popularity.of(events, catalog, asOf, config.recentWindow()));
        tables.put(FeatureTable.ITEMS, catalog);
        return tables;
    }

    /** The orders of users that exist: of one who was deleted nothing remains, whatever the orders' table keeps. */
    private static Dataset<Row> existing(Dataset<Row> orders, SilverTables silver, Recommend recommend) {
        return orders.join(InteractionEvents.users(silver, recommend), new String[] {"user"}, "left_semi");
    }

    private static Dataset<Row> cached(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    private TableVersion write(FeatureTable table, Dataset<Row> rows, SilverTables silver) {
        String schema = new LakeNames(pipeline.name()).featuresSchema();
        lake.overwrite(rows, schema, table.tableName(), silver.position());
        return new TableVersion(
                schema + "." + table.tableName(),
                lake.location(schema, table.tableName()),
                lake.version(schema, table.tableName()).orElseThrow());
    }
}
