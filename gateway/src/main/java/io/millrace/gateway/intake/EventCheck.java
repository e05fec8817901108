package io.millrace.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contracts.event.CheckedEvent;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.process.Suggestion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells which events fit the event types of the pipeline file, and makes them fit for their topics. */
public final class EventCheck {
    private static final Duration MOST_AHEAD = Duration.ofDays(1);
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_SHOWN = 100;

    private final Map<String, EventType> types;
    private final int maxEventBytes;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final EventCodec codec = new EventCodec();

    public EventCheck(List<EventType> types, int maxEventBytes, Clock clock) {
        this.types = types.stream().collect(Collectors.toMap(EventType::name, Function.identity()));
        this.maxEventBytes = maxEventBytes;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock::millis);
    }

    /** What no event that is taken is longer than, and so no text in one. */
    public int maxEventBytes() {
        return maxEventBytes;
    }

    /** Checks each event by itself. */
    public CheckedBatch check(List<PostedEvent> events) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<ReadyEvent> ready = new ArrayList<>();
        var refusals = new Refusals();
        for (int index = 0; index < events.size(); index++) {
            check(index, events.get(index), now, ready, refusals);
        }
        return new CheckedBatch(ready, refusals);
    }

    private void check(int index, PostedEvent event, Instant now, List<ReadyEvent> ready, Refusals refusals) {
        int before = refusals.count();
        if (!isId(event.id())) {
            refusals.add(index, event.prefix() + "id", "must be a text of 1 to %d characters".formatted(LONGEST_ID));
        }
        EventType type = types.get(event.type().asText());
        if (type == null || !event.type().isTextual()) {
            refusals.add(index, event.prefix() + "type", unknown(event.type()));
        } else if (!(event.data() instanceof ObjectNode data)) {
            refusals.add(index, event.dataPlace(), "must be an object with the fields of the event");
        } else {
            CheckedEvent checked = type.check(data);
            checked.problems()
                    .forEach(problem ->
                            refusals.add(index, event.dataPlace() + "." + problem.field(), problem.reason()));
            type.at().ifPresent(at -> time(index, event, checked.data(), at, now, refusals));
            if (refusals.count() == before) {
                add(index, event, type, checked.data(), now, ready, refusals);
            }
        }
    }

    /** Gives an event without a time the present one, and refuses one of another day to come. */
    private static void time(int index, PostedEvent event, ObjectNode data, String at, Instant now, Refusals refusals) {
        if (!data.has(at)) {
            data.set(at, TextNode.valueOf(now.toString()));
        } else if (isAhead(data.get(at).textValue(), now)) {
            refusals.add(
                    index,
                    event.dataPlace() + "." + at,
                    "is more than a day after the time of this service, which is %s".formatted(now));
        }
    }

    private static boolean isAhead(String moment, Instant now) {
        // The text of a second to come is behind that of now in the alphabet, and to read a time takes long.
        return moment.compareTo(now.toString()) > 0 && Instant.parse(moment).isAfter(now.plus(MOST_AHEAD));
    }

    private void add(
            int index,
            PostedEvent event,
            EventType type,
            ObjectNode data,
            Instant now,
            List<ReadyEvent> ready,
            Refusals refusals) {
        String id = event.id().isTextual() ? event.id().textValue() : ids.next();
        var published = new PublishedEvent(id, type.name(), now, data);
        byte[] value = codec.encode(published);
        if (value.length > maxEventBytes) {
            refusals.add(
                    index,
                    event.dataPlace(),
                    "takes %d bytes, but an event may take %d".formatted(value.length, maxEventBytes));
        } else {
            ready.add(new ReadyEvent(index, type, published, value));
        }
    }

    private static boolean isId(JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return true;
        }
        String text = id.asText();
        return id.isTextual()
                && !text.isEmpty()
                && text.length() <= LONGEST_ID
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private String unknown(JsonNode type) {
        if (!type.isTextual()) {
            return "must be the name of an event type";
        }
        String name = type.textValue();
        String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
        return "is '%s', but there is no such event type.%s"
                .formatted(shown, Suggestion.didYouMean(shown, types.keySet()));
    }
}
