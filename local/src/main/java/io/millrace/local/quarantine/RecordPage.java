package io.millrace.local.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.process.Json;
import io.millrace.local.status.Columns;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Records of the quarantine for people: many as a table, one with all that is known of it. */
public final class RecordPage {
    private static final ObjectMapper JSON = Json.mapper();
    private static final int REASON_CHARACTERS = 60;

    private RecordPage() {}

    /** A line for each record. */
    public static List<String> table(List<QuarantinedRecord> records) {
        if (records.isEmpty()) {
            return List.of("No record is in quarantine.");
        }
        var columns = new Columns().row("ID", "SINCE", "TABLE", "STATE", "REASON");
        for (QuarantinedRecord record : records) {
            columns.row(
                    record.id(),
                    record.since().truncatedTo(ChronoUnit.SECONDS),
                    record.table(),
                    record.state().code(),
                    shortened(record.reason()));
        }
        return columns.lines();
    }

    private static String shortened(String reason) {
        String line = reason.replaceAll("\\s+", " ");
        return line.length() <= REASON_CHARACTERS ? line : line.substring(0, REASON_CHARACTERS - 3) + "...";
    }

    /** All that is known of a record: its bytes as JSON where they are JSON, else as numbers and characters. */
    public static List<String> all(QuarantinedRecord record) {
        List<String> lines = new ArrayList<>(List.of(
                "id:       " + record.id(),
                "table:    " + record.table(),
                "since:    " + record.since(),
                "state:    " + record.state().code(),
                "reason:   " + record.reason()));
        if (record.decidedAt() != null) {
            lines.add("decided:  %s: %s".formatted(record.decidedAt(), record.decision()));
        }
        lines.add("key:");
        lines.addAll(bytes(record.key()));
        lines.add("value:");
        lines.addAll(bytes(record.value()));
        return lines;
    }

    private static List<String> bytes(String base64) {
        if (base64 == null) {
            return List.of("  none");
        }
        byte[] bytes = Base64.getDecoder().decode(base64);
        return json(bytes).lines().map(line -> "  " + line).toList();
    }

    private static String json(byte[] bytes) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            return HexDump.of(bytes);
        } catch (IOException e) {
            // Bytes that are no characters.
            return HexDump.of(bytes);
        }
    }

    /** The value as JSON, for programs. */
    public static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What came as JSON can be written as JSON", e);
        }
    }
}
