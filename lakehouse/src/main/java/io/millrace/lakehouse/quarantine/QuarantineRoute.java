package io.millrace.lakehouse.quarantine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.QuarantineRequest;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.process.ProcessEndpoint.Route;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Shows the quarantine and takes decisions about it, at {@link QuarantinedRecord#PATH} and below. */
public final class QuarantineRoute implements Route {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SHOWN = 100;
    private static final int MOST_SHOWN = 10_000;

    private final QuarantineTable table;
    private final QuarantineDesk desk;
    private final ObjectMapper json = Json.mapper();

    public QuarantineRoute(QuarantineTable table, QuarantineDesk desk) {
        this.table = table;
        this.desk = desk;
    }

    @Override
    public Answer answer(Request request) {
        boolean decides = request.path().equals(QuarantinedRecord.REPLAY_PATH)
                || request.path().equals(QuarantinedRecord.DROP_PATH);
        if (!request.method().equals(decides ? "POST" : "GET")) {
            return problem(
                    METHOD_NOT_ALLOWED,
                    "GET %s, GET %s/ID, POST %s or POST %s"
                            .formatted(
                                    QuarantinedRecord.PATH,
                                    QuarantinedRecord.PATH,
                                    QuarantinedRecord.REPLAY_PATH,
                                    QuarantinedRecord.DROP_PATH));
        }
        if (decides) {
            QuarantineRequest which = parsed(request.body());
            return new Answer(
                    OK, request.path().equals(QuarantinedRecord.DROP_PATH) ? desk.drop(which) : desk.replay(which));
        }
        return request.path().equals(QuarantinedRecord.PATH)
                ? new Answer(OK, list(request.query()))
                : show(request.path().substring(QuarantinedRecord.PATH.length() + 1));
    }

    private Object list(Map<String, String> query) {
        try {
            return table.list(
                    Optional.ofNullable(query.get("table")).map(TableId::parse),
                    Optional.ofNullable(query.get("state")).map(State::ofCode),
                    Optional.ofNullable(query.get("limit"))
                            .map(Integer::parseInt)
                            .filter(limit -> limit > 0 && limit <= MOST_SHOWN)
                            .orElse(SHOWN));
        } catch (IllegalArgumentException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, e.getMessage(), e);
        }
    }

    private Answer show(String id) {
        return RecordId.parse(id)
                .flatMap(table::find)
                .map(record -> new Answer(OK, record))
                .orElseGet(() -> problem(NOT_FOUND, "No record of the quarantine has the id '%s'".formatted(id)));
    }

    private QuarantineRequest parsed(byte[] body) {
        try {
            QuarantineRequest request = json.readValue(body, QuarantineRequest.class);
            if (request == null || (request.ids() == null) == (request.table() == null)) {
                throw new PipelineException(FailureKind.CONFIGURATION, "Name either ids or a table");
            }
            return request;
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "Not a request of the quarantine: " + e.getMessage(), e);
        }
    }

    private static Answer problem(int status, String message) {
        return new Answer(status, Map.of("message", message));
    }
}
