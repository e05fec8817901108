package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An item of a list that the API answers. */
record ShownItem(String id, String title) {
    /** The items of an answer, in their order. */
    static List<ShownItem> of(JsonNode answer) {
        List<ShownItem> items = new ArrayList<>();
        answer.path("items")
                .forEach(item -> items.add(new ShownItem(
                        item.path("item").asText(), item.path("title").asText())));
        return items;
    }

    /** The titles of those that the other list does not have. */
    static List<String> missing(List<ShownItem> items, List<ShownItem> other) {
        return items.stream()
                .filter(item -> !other.contains(item))
                .map(ShownItem::title)
                .toList();
    }
}
