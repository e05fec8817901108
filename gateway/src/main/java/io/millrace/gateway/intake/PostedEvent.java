package io.millrace.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as somebody has sent it; nothing of it is checked.
 *
 * @param prefix of the places of its type and id in the request, such as {@code events[3].}
 * @param dataPlace of its fields, such as {@code events[3].data}
 * @param type its type's name; missing where it has none
 * @param id missing where it has none
 * @param data missing where it has none
 */
public record PostedEvent(String prefix, String dataPlace, JsonNode type, JsonNode id, JsonNode data) {}
