package io.millrace.streaming.event;

import io.millrace.contracts.process.Json;

/** Names events as rows are named: by the JSON of a key. */
final class EventKey {
    /** As the lake calls the column, so that the name is that of the row there. */
    private static final String ID = "event_id";

    private EventKey() {}

    static String of(String id) {
        return Json.mapper().createObjectNode().put(ID, id).toString();
    }
}
