package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Events as the JSON of their topics. */
public final class IntakeEventCodec {
    private static final ObjectMapper MAPPER = Json.mapper();

    private IntakeEventCodec() {}

    /** The value of an event's record. */
    public static byte[] encode(IntakeEvent event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The event of a record.
     *
     * @throws IOException if it is none of this kind
     */
    public static IntakeEvent decode(EventKind kind, byte[] value) throws IOException {
        IntakeEvent event =
                switch (kind) {
                    case ORDER -> MAPPER.readValue(value, OrderCreated.class);
                    case PRODUCT -> MAPPER.readValue(value, ProductEvent.class);
                };
        if (event == null) {
            throw new IOException("The record holds null");
        }
        return event;
    }

    /** The same for two events that ask for the same under one id, whenever that was. */
    public static String fingerprint(IntakeEvent event) {
        ObjectNode content = MAPPER.valueToTree(event);
        content.remove("accepted_at");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
