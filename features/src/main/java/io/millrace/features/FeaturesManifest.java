package io.millrace.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LakeSnapshot.TableVersion;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.interaction.Interactions;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A cut through the feature tables: all of them computed by one run from one cut of the source. Written when the last
 * table is complete, so a reader never mixes runs.
 *
 * @param position what the features reflect
 * @param asOf the moment from which ages are counted
 * @param sourceTime the latest moment at which the source is known to have been at the position
 * @param computedAt when the run began
 * @param halfLife of an interaction; nothing where age does not matter
 * @param caps how much a hyperactive user counts
 * @param tables by {@link FeatureTable#tableName}
 */
public record FeaturesManifest(
        Position position,
        Instant asOf,
        Instant sourceTime,
        Instant computedAt,
        Optional<Duration> halfLife,
        Caps caps,
        Map<String, TableVersion> tables) {
    private static final String FILE = "_features.json";

    public FeaturesManifest {
        // Features of earlier versions were not capped, and do not say so.
        caps = caps == null ? Caps.NONE : caps;
        tables = new TreeMap<>(tables);
    }

    /**
     * The latest cut.
     *
     * @throws PipelineException of kind NOT_READY before there is one
     */
    public static FeaturesManifest latest(Lake lake, String pipeline) {
        String location = location(lake, pipeline);
        String text = lake.readText(location)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "There are no features of '%s' at %s yet; run the features job first"
                                .formatted(pipeline, lake.root())));
        try {
            return Json.mapper().readValue(text, FeaturesManifest.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "%s is not a cut through the features; run the features job again".formatted(location),
                    e);
        }
    }

    /** Makes this cut the latest. */
    void write(Lake lake, String pipeline) {
        try {
            lake.writeText(location(lake, pipeline), Json.mapper().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A cut through the features can be written as JSON", e);
        }
    }

    private static String location(Lake lake, String pipeline) {
        return lake.location(new LakeNames(pipeline).featuresSchema(), FILE);
    }

    /** What ties were made of events by. */
    public Interactions.Rule interactionRule() {
        return new Interactions.Rule(halfLife, caps);
    }

    /** Whether the run computed this table. */
    public boolean has(FeatureTable table) {
        return tables.containsKey(table.tableName());
    }

    /** The table's rows as of this cut. */
    public Dataset<Row> read(Lake lake, FeatureTable table) {
        TableVersion version = tables.get(table.tableName());
        if (version == null) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The features at %s have no table %s; run the features job again"
                            .formatted(position, table.tableName()));
        }
        return lake.read(version);
    }
}
