package io.millrace.streaming.topology;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.streaming.event.EventStage;
import io.millrace.streaming.row.PipelineRoles;
import io.millrace.streaming.row.Schemas;
import io.millrace.streaming.status.LiveBoard;
import io.millrace.streaming.user.OnlineStore;
import io.millrace.streaming.wire.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the stages are made of.
 *
 * @param generation name of this live state
 * @param losses are asked for whenever a part begins, here or after another process had it
 * @param batch users and items that are written at a time
 * @param rememberFor how long keys are remembered whose rows are gone
 * @param commitInterval time between two commits when all is read once
 */
public record StageSettings(
        Pipeline pipeline,
        String generation,
        Schemas schemas,
        OnlineStore store,
        LiveBoard board,
        Losses losses,
        int batch,
        Duration rememberFor,
        Duration commitInterval,
        FigureSettings figures) {

    boolean hasFigures() {
        return !pipeline.figures().isEmpty();
    }

    Topics topics() {
        return new Topics(pipeline.name());
    }

    int parts() {
        return pipeline.source().partitions();
    }

    /** The tables with a role, by the names of their topics. */
    public Map<String, TableId> tablesByTopic() {
        Map<String, TableId> tables = new TreeMap<>();
        PipelineRoles.tables(pipeline).forEach(table -> tables.put(topics().changes(table), table));
        return tables;
    }

    /** The topics of events that are interactions or count in figures. */
    Set<String> eventTopics() {
        return EventStage.types(pipeline).stream().map(EventType::topic).collect(Collectors.toSet());
    }

    /** All parts of a stage. */
    List<Origin> origins(Origin.Stage stage) {
        return IntStream.range(0, parts())
                .mapToObj(part -> new Origin(stage, part))
                .toList();
    }
}
