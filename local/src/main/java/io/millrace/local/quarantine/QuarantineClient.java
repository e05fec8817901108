package io.millrace.local.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.lake.QuarantineOutcome;
import io.millrace.contracts.lake.QuarantineRequest;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.Probe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the lakehouse, the only writer of the quarantine.
 *
 * @param lakehouse its endpoint
 */
public record QuarantineClient(Probe lakehouse) {
    private static final ObjectMapper JSON = Json.mapper();

    /** The records that these parameters select, as {@link QuarantinedRecord} says. */
    public List<QuarantinedRecord> list(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        return List.of(answer(lakehouse.ask(QuarantinedRecord.PATH + query), QuarantinedRecord[].class));
    }

    /** One record with its bytes. */
    public QuarantinedRecord show(String id) {
        return answer(lakehouse.ask(QuarantinedRecord.PATH + "/" + encoded(id)), QuarantinedRecord.class);
    }

    /** Has the rows of the records read again from the source. */
    public QuarantineOutcome replay(QuarantineRequest which) {
        return answer(lakehouse.post(QuarantinedRecord.REPLAY_PATH, which), QuarantineOutcome.class);
    }

    /** Sets the records aside for good. */
    public QuarantineOutcome drop(QuarantineRequest which) {
        return answer(lakehouse.post(QuarantinedRecord.DROP_PATH, which), QuarantineOutcome.class);
    }

    private <T> T answer(Optional<Probe.Answer> answer, Class<T> type) {
        JsonNode body = answer.filter(this::accepted)
                .map(Probe.Answer::body)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "The lakehouse does not answer at %s; see './millrace status'".formatted(lakehouse.base())));
        try {
            return JSON.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "The lakehouse answers in a way that this version does not understand: " + e.getOriginalMessage(),
                    e);
        }
    }

    private boolean accepted(Probe.Answer answer) {
        if (answer.ok()) {
            return true;
        }
        String message = answer.body().path("message").asText("it answers with status " + answer.status());
        throw new PipelineException(
                answer.status() / 100 == 4 ? FailureKind.CONFIGURATION : FailureKind.NOT_READY,
                "The lakehouse refuses: " + message);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
