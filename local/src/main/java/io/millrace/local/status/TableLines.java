package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.status.LakeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of the lake, a line each, and below them why some need attention. */
final class TableLines {
    private static final int NAME_CHARACTERS = 18;

    private TableLines() {}

    /**
     * The lines.
     *
     * @param source where the source is now, which is the same for all tables; nothing where it is not known
     */
    static List<String> of(LakeStatus lake, Optional<Position> source, Instant now) {
        var columns = new Columns().row("TABLE", "ROWS", "SOURCE", "BRONZE", "AGE", "SILVER", "AGE", "ASIDE", "STATE");
        List<String> notes = new ArrayList<>();
        for (Map.Entry<TableId, LakeStatus.Table> entry : lake.tables().entrySet()) {
            LakeStatus.Table table = entry.getValue();
            columns.row(
                    shortened(entry.getKey().toString()),
                    table.version() < 0 ? "-" : "%,d".formatted(table.rows()),
                    source.map(Position::lsn).map(Position::lsnText).orElse("-"),
                    text(table.bronze()),
                    age(table.bronzeTime(), now),
                    text(table.silver()),
                    age(table.silverTime(), now),
                    "%,d".formatted(table.quarantined()),
                    state(table));
            table.stale().ifPresent(reason -> notes.add("  %s is STALE: %s".formatted(entry.getKey(), reason)));
        }
        if (lake.tables().values().stream().anyMatch(table -> table.quarantined() > 0)) {
            notes.add("  './millrace quarantine list' shows what was put aside and why.");
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.addAll(audits(lake, now));
        lines.addAll(notes);
        return lines;
    }

    private static String state(LakeStatus.Table table) {
        if (table.version() < 0) {
            return "not yet";
        }
        return table.stale().isPresent() ? "STALE" : "ok";
    }

    /** The last audits: one line for the tables that equalled their source then, and one for each other. */
    private static List<String> audits(LakeStatus lake, Instant now) {
        List<String> lines = new ArrayList<>();
        List<Instant> equal = new ArrayList<>();
        lake.tables().forEach((name, table) -> table.audit().ifPresent(last -> {
            if (last.outcome() == Outcome.EQUAL) {
                equal.add(last.at());
            } else {
                lines.add("  %s did not equal its source %s ago: %s, %,d rows"
                        .formatted(name, age(Optional.of(last.at()), now), last.outcome(), last.differing()));
            }
        }));
        equal.stream()
                .min(Instant::compareTo)
                .ifPresent(oldest -> lines.add(
                        0,
                        "  %d of %d tables equalled their source when audited, %s ago at most"
                                .formatted(equal.size(), lake.tables().size(), age(Optional.of(oldest), now))));
        return lines;
    }

    private static String shortened(String name) {
        return name.length() <= NAME_CHARACTERS ? name : name.substring(0, NAME_CHARACTERS - 3) + "...";
    }

    private static String text(Optional<Position> position) {
        return position.map(Position::toString).orElse("-");
    }

    private static String age(Optional<Instant> time, Instant now) {
        return time.map(then -> Ages.text(Duration.between(then, now))).orElse("-");
    }
}
