package io.millrace.lakehouse.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.QuarantineOutcome;
import io.millrace.contracts.lake.QuarantineRequest;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.lakehouse.lease.WriterLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides about waiting records. A record is never applied as it is, because later changes of its row may have come
 * meanwhile: its row is read again from the source, which is right whatever came.
 */
public final class QuarantineDesk {
    private static final int MOST = 10_000;
    private static final String UNKNOWN = "No waiting record has this id; see 'millrace quarantine list'";
    private static final String NO_KEY =
            "Neither its key nor its value tells which row it is about: read the table again with 'millrace resync"
                    + " %s', and drop the record";

    private final QuarantineTable table;
    private final CaptureClient capture;
    private final WriterLease lease;

    public QuarantineDesk(QuarantineTable table, CaptureClient capture, WriterLease lease) {
        this.table = table;
        this.capture = capture;
        this.lease = lease;
    }

    /** Has the rows of the records read again; one that still does not fit comes back as another record. */
    public synchronized QuarantineOutcome replay(QuarantineRequest request) {
        Map<String, String> refused = new TreeMap<>();
        Map<TableId, List<HeldRecord>> byTable = new TreeMap<>();
        for (HeldRecord held : named(request, refused)) {
            if (held.rowKey().isPresent()) {
                byTable.computeIfAbsent(held.table(), any -> new ArrayList<>()).add(held);
            } else {
                refused.put(held.id().toString(), NO_KEY.formatted(held.table()));
            }
        }
        List<RecordId> decided = new ArrayList<>();
        byTable.forEach((source, records) -> decided.addAll(replay(source, records, refused)));
        return outcome(request, decided, refused);
    }

    private List<RecordId> replay(TableId source, List<HeldRecord> records, Map<String, String> refused) {
        List<RecordId> ids = records.stream().map(HeldRecord::id).toList();
        List<ObjectNode> keys = records.stream()
                .map(HeldRecord::rowKey)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        try {
            ReloadState reload = capture.reload(
                    ReloadRequest.ofKeys(source, keys, "quarantine: replay of %d records".formatted(ids.size())));
            lease.check();
            table.decide(ids, State.REPLAYED, "Its row is read again by reload " + reload.id());
            return ids;
        } catch (PipelineException e) {
            if (e.kind().retryable()) {
                throw e;
            }
            ids.forEach(id -> refused.put(id.toString(), e.getMessage()));
            return List.of();
        }
    }

    /** Sets the records aside for good; they stay in the table with their bytes. */
    public synchronized QuarantineOutcome drop(QuarantineRequest request) {
        Map<String, String> refused = new TreeMap<>();
        List<RecordId> ids =
                named(request, refused).stream().map(HeldRecord::id).toList();
        lease.check();
        table.decide(ids, State.DROPPED, "Dropped by hand");
        return outcome(request, ids, refused);
    }

    private List<HeldRecord> named(QuarantineRequest request, Map<String, String> refused) {
        if (request.table() != null) {
            return table.waiting(request.table(), MOST);
        }
        List<HeldRecord> held = table.waiting(request.ids().stream()
                .map(RecordId::parse)
                .flatMap(Optional::stream)
                .toList());
        request.ids().forEach(id -> refused.put(id, UNKNOWN));
        held.forEach(record -> refused.remove(record.id().toString()));
        return held;
    }

    private QuarantineOutcome outcome(QuarantineRequest request, List<RecordId> decided, Map<String, String> refused) {
        long left = request.table() == null ? 0 : table.knownCount(request.table()) - refused.size();
        return new QuarantineOutcome(decided.stream().map(RecordId::toString).toList(), refused, Math.max(0, left));
    }
}
