package io.millrace.dashboard.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.dashboard.online.OnlineStore;
import io.millrace.dashboard.online.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An alert with who has acknowledged it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ListedAlert(@JsonUnwrapped Alert alert, Optional<Acknowledgement> acknowledged) {
    /** Reads alerts in one round trip; those that are gone are left out. */
    static List<ListedAlert> read(OnlineStore store, FigureKeys keys, List<String> ids) {
        List<String> wanted = new ArrayList<>();
        for (String id : ids) {
            wanted.add(keys.alert(id));
            wanted.add(keys.keys().acknowledgement(id));
        }
        List<Optional<String>> texts = store.texts(wanted);
        List<ListedAlert> alerts = new ArrayList<>();
        for (int index = 0; index < wanted.size(); index += 2) {
            String alert = wanted.get(index);
            String acknowledgement = wanted.get(index + 1);
            Optional<Acknowledgement> acknowledged =
                    texts.get(index + 1).map(text -> Stored.read(acknowledgement, text, Acknowledgement.class));
            texts.get(index)
                    .map(text -> Stored.read(alert, Stored.parse(alert, text, ListedAlert::json), Alert.class))
                    .ifPresent(found -> alerts.add(new ListedAlert(found, acknowledged)));
        }
        return alerts;
    }

    /** The same as acknowledged by somebody, if it is by nobody. */
    ListedAlert or(Acknowledgement other) {
        return acknowledged.isPresent() ? this : new ListedAlert(alert, Optional.ofNullable(other));
    }

    private static String json(String text) {
        if (text.length() < LiveUserCodec.GUARD_BYTES) {
            throw new IllegalArgumentException("an alert follows its guard, but this is '%s'".formatted(text));
        }
        return text.substring(LiveUserCodec.GUARD_BYTES);
    }
}
