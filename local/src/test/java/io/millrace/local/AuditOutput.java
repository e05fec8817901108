package io.millrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.contracts.process.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What an audit found, as {@code --json} prints it.
 *
 * @param lake of the tables
 * @param redis of the features that readers see; missing where tables were named
 */
record AuditOutput(JsonNode lake, JsonNode redis) {

    static AuditOutput of(String printed) throws JsonProcessingException {
        JsonNode lake = MissingNode.getInstance();
        JsonNode redis = MissingNode.getInstance();
        for (String line : printed.lines().filter(line -> line.startsWith("{")).toList()) {
            JsonNode document = Json.mapper().readTree(line);
            lake = document.has("tables") ? document : lake;
            redis = document.has("online") ? document : redis;
        }
        return new AuditOutput(lake, redis);
    }

    /** Each table with what came of it. */
    List<String> outcomes() {
        List<String> outcomes = new ArrayList<>();
        lake.path("tables")
                .forEach(table -> outcomes.add(table.path("table").asText() + " "
                        + table.path("outcome").asText()));
        return outcomes;
    }

    /** Rows and keys that differ, after the repair where there was one. */
    List<String> named() {
        return named(lake.path("tables"), redis.path("online"));
    }

    /** Rows and keys that differed before the repair. */
    List<String> repaired() {
        return named(lake.path("repaired"), redis.path("repaired"));
    }

    private static List<String> named(JsonNode tables, JsonNode online) {
        List<String> named = new ArrayList<>();
        for (JsonNode table : tables) {
            for (JsonNode row : table.path("rows")) {
                List<String> columns = StreamSupport.stream(row.path("columns").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
                named.add("%s %s %s %s"
                        .formatted(
                                table.path("table").asText(), row.path("kind").asText(), row.path("key"), columns));
            }
        }
        for (JsonNode key : online.path("differences")) {
            String name = key.path("key").asText();
            named.add(name.substring(name.indexOf("user:")) + " "
                    + key.path("kind").asText());
        }
        return named;
    }

    /** The versions of a column of a row that was repaired: the source's, then those of the lake. */
    List<String> versions(String table, String key, String column) {
        List<String> versions = new ArrayList<>();
        for (JsonNode each : lake.path("repaired")) {
            for (JsonNode row : each.path("rows")) {
                if (each.path("table").asText().equals(table)
                        && row.path("key").toString().equals(key)) {
                    versions.add(row.path("source").path(column).asText());
                    row.path("lake")
                            .forEach(
                                    version -> versions.add(version.path(column).asText()));
                }
            }
        }
        return versions;
    }

    /** Why a change of the rows that differ waits in quarantine. */
    List<String> quarantined() {
        return lake.path("tables").findValuesAsText("quarantined");
    }
}
