package io.millrace.streaming.total;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a part keeps of alerts: all that were raised, by id, until they are too old. */
final class AlertShelf implements Entries {
    private static final int ALERT = 5;

    private static final int REMEMBERED = 1_000;

    private final Shelf shelf;
    private final EventPlaces places;
    /** Those that were asked for last: each row of a burst asks for its alert. */
    private final Map<String, Alert> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Alert> eldest) {
            return size() > REMEMBERED;
        }
    };

    AlertShelf(Shelf shelf, EventPlaces places) {
        this.shelf = shelf;
        this.places = places;
    }

    private static byte[] key(String id) {
        return new ByteSink().tag(ALERT).text(id).bytes();
    }

    private static Alert parse(byte[] bytes) {
        try {
            return Json.mapper().readValue(bytes, Alert.class);
        } catch (IOException e) {
            throw new UncheckedIOException("What was written as an alert is one", e);
        }
    }

    Optional<Alert> get(String id) {
        Optional<Alert> alert = Optional.ofNullable(remembered.get(id))
                .or(() -> shelf.get(key(id)).map(AlertShelf::parse));
        alert.ifPresent(there -> remembered.put(id, there));
        return alert;
    }

    private void put(Alert alert) {
        try {
            shelf.put(key(alert.id()), Json.mapper().writeValueAsBytes(alert));
            remembered.put(alert.id(), alert);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An alert can be written as JSON", e);
        }
    }

    /** Raises an alert, or says what it says now; whether that is anything new. */
    boolean raise(Alert alert) {
        Optional<Alert> before = get(alert.id());
        Position at = places.of(alert.position(), before.map(Alert::position).orElse(Position.START));
        Alert now = with(alert, true, at);
        if (before.filter(there -> with(there, there.open(), at).equals(now)).isPresent()) {
            return false;
        }
        put(now);
        return true;
    }

    /** Closes an alert whose cause was corrected; whether it was open. */
    boolean close(String id, Position at) {
        Optional<Alert> open = get(id).filter(Alert::open);
        open.ifPresent(alert -> put(with(alert, false, at.reaches(alert.position()) ? at : alert.position())));
        return open.isPresent();
    }

    private static Alert with(Alert alert, boolean open, Position position) {
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.severity(),
                alert.key(),
                open,
                alert.at(),
                alert.found(),
                alert.evidence(),
                position);
    }

    void removeBefore(Instant first) {
        List<byte[]> old = new ArrayList<>();
        shelf.each(new byte[] {ALERT}, (key, value) -> {
            if (parse(value).at().isBefore(first)) {
                old.add(key);
            }
        });
        old.forEach(shelf::remove);
        remembered.clear();
    }

    @Override
    public void each(Optional<String> after, Visit visit) {
        byte[] prefix = new byte[] {ALERT};
        byte[] first = after.map(id -> new ByteSink().tag(ALERT).text(id).tag(0).bytes())
                .orElse(prefix);
        shelf.from(prefix, first, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            return visit.entry(new Entry(source.text(), parse(value).position(), false));
        });
    }

    @Override
    public void forget(String name) {
        throw new IllegalStateException("An alert is forgotten by age alone");
    }
}
