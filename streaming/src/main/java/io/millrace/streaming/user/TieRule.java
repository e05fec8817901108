package io.millrace.streaming.user;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.InteractionKind;
import io.millrace.contracts.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What ties of users to items are made of. Kinds have one row of numbers: first those of tables, then those of events.
 *
 * @param halfLife of an interaction; nothing where age does not matter
 * @param caps how much a hyperactive user may count
 * @param tables whose rows they are, by the number of their kind
 * @param events the tables of the lake that hold the events, by the number of their kind behind those of tables
 */
public record TieRule(Optional<Duration> halfLife, Caps caps, List<String> tables, List<String> events) {
    public TieRule {
        tables = List.copyOf(tables);
        events = List.copyOf(events);
    }

    /** That of a pipeline file. */
    public static TieRule of(Pipeline pipeline) {
        var names = new LakeNames(pipeline.name());
        return new TieRule(
                pipeline.recommend().halfLife(),
                pipeline.recommend().caps(),
                pipeline.recommend().interactions().stream()
                        .map(InteractionKind::table)
                        .map(TableId::toString)
                        .toList(),
                pipeline.eventInteractions().stream()
                        .map(kind -> names.eventsSchema() + "." + names.events(kind.event()))
                        .toList());
    }

    boolean isOfEvents(int kind) {
        return kind >= tables.size();
    }

    /** The table that holds what ties of a kind come from. */
    String table(int kind) {
        return isOfEvents(kind) ? events.get(kind - tables.size()) : tables.get(kind);
    }
}
