package io.millrace.lakehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.process.ProcessEndpoint.Route;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.lakehouse.schema.SchemaTopic;
import io.millrace.lakehouse.silver.RowKeys;
import io.millrace.lakehouse.silver.SilverFold;
import io.millrace.lakehouse.silver.SilverTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Has tables read again for a person, and tells what became of it. */
final class ResyncRoute implements Route {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final CaptureClient capture;
    private final SilverFold fold;
    private final SchemaTopic schemas;
    private final Map<TableId, SilverTable> tables;
    private final ObjectMapper json = Json.mapper();

    ResyncRoute(CaptureClient capture, SilverFold fold, SchemaTopic schemas, Map<TableId, SilverTable> tables) {
        this.capture = capture;
        this.fold = fold;
        this.schemas = schemas;
        this.tables = new TreeMap<>(tables);
    }

    @Override
    public Answer answer(Request request) {
        return switch (request.method()) {
            case "GET" ->
                new Answer(OK, tables.keySet().stream().map(fold::resyncs).toList());
            case "POST" -> new Answer(ACCEPTED, asked(parsed(request.body())));
            default -> new Answer(METHOD_NOT_ALLOWED, Map.of("message", "GET or POST %s".formatted(Resync.PATH)));
        };
    }

    private ReloadState asked(Resync resync) {
        ReloadState accepted = capture.reload(reload(resync));
        if (resync.where() == null) {
            fold.isAskedFor(resync.table(), accepted.id());
        }
        return accepted;
    }

    private Resync parsed(byte[] body) {
        try {
            Resync resync = json.readValue(body, Resync.class);
            if (resync == null || resync.table() == null || !tables.containsKey(resync.table())) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "Name a table of the pipeline; there are %s".formatted(tables.keySet()));
            }
            return resync;
        } catch (IOException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, "Not a resync: " + e.getMessage(), e);
        }
    }

    private ReloadRequest reload(Resync resync) {
        String reason = Optional.ofNullable(resync.reason()).orElse("asked for by hand");
        if (resync.where() == null) {
            return ReloadRequest.ofTable(resync.table(), reason);
        }
        TableSchema schema = schemas.read()
                .latest(resync.table())
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "The columns of %s are not known yet; ask again later".formatted(resync.table())));
        List<ObjectNode> keys = new RowKeys(tables.get(resync.table()), schema).matching(resync.where());
        return new ReloadRequest(resync.table(), resync.where(), keys, reason);
    }
}
