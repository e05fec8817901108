package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.lake.TableAudit;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody should look at, and says what to do about it. */
final class Findings {
    private static final double MUCH_OF_THE_LIMIT = 0.8;
    private static final double WHOLE = 100;

    private final List<Attention> found = new ArrayList<>();

    /** All findings, the worst first, else in the order of the data. */
    List<Attention> sorted() {
        return found.stream().sorted(Comparator.comparing(Attention::level)).toList();
    }

    Findings process(ProcessState process) {
        String reason = process.reason().orElse("it gives no reason");
        switch (process.health()) {
            case UP -> {}
            case NOT_READY ->
                found.add(Attention.warning(
                        process.name(),
                        "%s is not ready: %s".formatted(process.name(), reason),
                        "It says so itself, and mostly ends by itself; './millrace logs %s' says more"
                                .formatted(process.name())));
            case DOWN ->
                found.add(Attention.critical(
                        process.name(),
                        "%s does not answer: %s".formatted(process.name(), reason),
                        "'./millrace up' starts what is down; './millrace logs %s' says why it ended"
                                .formatted(process.name())));
        }
        return this;
    }

    Findings capture(CaptureStatus capture) {
        capture.walLimitUsed()
                .filter(used -> used >= MUCH_OF_THE_LIMIT)
                .ifPresent(used -> found.add(Attention.critical(
                        "cdc",
                        "The slot keeps %.0f %% of the log that the source lets it keep; at 100 %% changes are lost"
                                .formatted(used * WHOLE),
                        "Let capture catch up, or raise max_slot_wal_keep_size of the source now")));
        if (capture.source().isEmpty()) {
            found.add(Attention.warning(
                    "cdc",
                    "The source database cannot be asked where its log ends",
                    "See that it runs and takes connections; './millrace logs cdc' says what it answers"));
        }
        return this;
    }

    Findings lake(LakeStatus lake) {
        lake.tables().forEach((id, table) -> {
            table.stale()
                    .ifPresent(reason -> found.add(Attention.warning(
                            "lakehouse",
                            "%s may not equal its source: %s".formatted(id, reason),
                            "It is read again by itself; if it stays so, './millrace resync %s' reads it now"
                                    .formatted(id))));
            if (table.quarantined() > 0) {
                found.add(Attention.warning(
                        "lakehouse",
                        "%d changes of %s are put aside".formatted(table.quarantined(), id),
                        "'./millrace quarantine list' shows why, and replays or drops them"));
            }
            table.audit()
                    .filter(audit -> audit.outcome() == TableAudit.Outcome.DIFFERENT)
                    .ifPresent(audit -> found.add(Attention.critical(
                            "lakehouse",
                            "%s did not equal its source at the last audit: at least %d rows differ"
                                    .formatted(id, audit.differing()),
                            "'./millrace audit --repair' names the rows and mends them")));
        });
        return this;
    }

    Findings live(LiveStatus live) {
        live.stale()
                .forEach((table, reason) -> found.add(Attention.warning(
                        "streaming",
                        "The live state is held back by %s: %s".formatted(table, reason),
                        "It goes on when the table has been read again; './millrace status' shows how far that is")));
        live.onlineStore()
                .ifPresent(reason -> found.add(Attention.critical(
                        "streaming",
                        "The online store does not take the live state: " + reason,
                        "See that Redis runs and has memory left; nothing is lost meanwhile")));
        return this;
    }

    Findings jobs(JsonNode jobs) {
        for (JsonNode job : jobs) {
            JsonNode last = job.path("last");
            if (last.path("result").asText().equals("failed")) {
                found.add(Attention.critical(
                        "orchestration",
                        "The last run of %s failed: %s"
                                .formatted(
                                        job.path("name").asText(),
                                        last.path("message").asText("it gives no reason")),
                        "Mend what it names, then run it again below"));
            }
        }
        return this;
    }
}
