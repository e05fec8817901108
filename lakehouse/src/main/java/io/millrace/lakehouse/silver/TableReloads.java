package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.lakehouse.bronze.Reload;
import io.millrace.lakehouse.bronze.ReloadLedger;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which reloads are to be applied next, and which were. */
final class TableReloads {
    private static final Logger LOG = LoggerFactory.getLogger(TableReloads.class);

    private final ReloadLedger ledger;
    private final LakeMemory memory;
    private final QuarantineTable quarantine;

    TableReloads(ReloadLedger ledger, LakeMemory memory, QuarantineTable quarantine) {
        this.quarantine = quarantine;
        this.ledger = ledger;
        this.memory = memory;
    }

    /**
     * The reloads that can be applied at a position: the latest one of the whole table, or else those of keys of it.
     *
     * @param followed whether the lake has the table that keys belong to
     */
    List<Reload> due(TableId table, Position upTo, boolean followed) {
        List<Reload> counting =
                complete(table).stream().filter(reload -> reload.countsAt(upTo)).toList();
        Optional<Reload> whole = counting.stream().filter(Reload::isWhole).max(Comparator.comparing(Reload::from));
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        return followed ? counting : List.of();
    }

    /** The ids of those that are in the log and not yet in the table. */
    List<String> waiting(TableId table) {
        return complete(table).stream().map(Reload::id).toList();
    }

    private List<Reload> complete(TableId table) {
        return ledger.complete(table, memory.of(table).applied());
    }

    /** Ids of those that are part of the table in the lake. */
    Set<String> applied(TableId table) {
        return memory.of(table).applied();
    }

    /**
     * Remembers reloads whose rows are committed; one of the whole table stands for the earlier ones too.
     *
     * @param isClean whether all of their rows are in the lake
     */
    void applied(TableId table, List<Reload> reloads, boolean isClean) {
        if (reloads.isEmpty()) {
            return;
        }
        resolve(table, reloads, isClean);
        List<Reload> done = new ArrayList<>(reloads);
        reloads.stream().filter(Reload::isWhole).forEach(whole -> complete(table).stream()
                .filter(reload -> reload.isWhole() && whole.from().reaches(reload.from()))
                .forEach(done::add));
        memory.change(table, known -> known.knowing(ledger.known()).with(done));
        LOG.info(
                "applied the reloads {} of {}", reloads.stream().map(Reload::id).toList(), table);
    }

    /** What was put aside of rows that were read again is of no more interest. */
    private void resolve(TableId table, List<Reload> reloads, boolean isClean) {
        String decision =
                "Read again by " + reloads.stream().map(Reload::id).sorted().collect(Collectors.joining(", "));
        reloads.stream().filter(Reload::isWhole).forEach(whole -> quarantine.resolve(table, whole.from(), decision));
        if (isClean) {
            quarantine.resolve(table, memory.of(table).keysOf(reloads), decision);
        }
    }

    /** Remembers of which tables capture says, up to this position, that the stream does not tell what they hold. */
    void noticeUnknown(Position upTo) {
        ledger.stale(upTo).forEach((table, note) -> {
            var unknown = new TableMemory.Unknown(
                    note.reason(), new Position(note.incarnation(), note.upTo()), note.kind() == TableNote.Kind.GONE);
            memory.change(table, known -> known.withUnknown(unknown));
        });
    }
}
