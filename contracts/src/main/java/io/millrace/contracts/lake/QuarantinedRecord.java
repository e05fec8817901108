package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.util.Locale;

/**
 * A record that could not be processed, as {@code GET PATH[?table=&state=&limit=]} lists it, newest first, and
 * {@code GET PATH/ID} shows it.
 *
 * @param id the record's place on Kafka, {@code topic-partition-offset}; never another record's
 * @param since when it was put aside
 * @param decidedAt when its state changed; null while it waits
 * @param decision what was done, for people; null while it waits
 * @param key the record's key in base64; null if it had none
 * @param value the record's bytes in base64; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantinedRecord(
        String id,
        TableId table,
        State state,
        String reason,
        Instant since,
        Instant decidedAt,
        String decision,
        String key,
        String value) {
    public static final String PATH = "/v1/quarantine";

    /** Path for a {@link QuarantineRequest} to read the records' rows again from the source. */
    public static final String REPLAY_PATH = PATH + "/replay";

    /** Path for a {@link QuarantineRequest} to set records aside for good; their bytes stay. */
    public static final String DROP_PATH = PATH + "/drop";

    /** What became of the record. */
    public enum State {
        /** Nobody has decided. */
        WAITING,
        /** Its row was read again from the source. */
        REPLAYED,
        /** Somebody decided that it does not matter. */
        DROPPED,
        /** The whole table was read again after it. */
        RESOLVED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The state of this code.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static State ofCode(String code) {
            for (State state : values()) {
                if (state.code().equals(code)) {
                    return state;
                }
            }
            throw new IllegalArgumentException(
                    "No state is called '" + code + "'; there are waiting, replayed, dropped and resolved");
        }
    }
}
