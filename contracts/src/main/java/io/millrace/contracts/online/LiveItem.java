package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.util.Map;
import java.util.TreeMap;

/**
 * An item as its row says now.
 *
 * @param position of the latest change of the row
 * @param exists whether there is a row; of a deleted item nothing else is known
 * @param title the id where the pipeline names no title
 * @param available whether it may be recommended
 * @param attributes the columns that the pipeline names, as text; a NULL is absent
 */
public record LiveItem(
        Position position, boolean exists, String title, boolean available, Map<String, String> attributes) {
    public LiveItem {
        attributes = new TreeMap<>(attributes);
    }
}
