package io.millrace.features.live;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A user, a user's tie to an item, or an item that is not the same in Redis as in the lake.
 *
 * @param user null where it is the item that differs
 * @param item null where it is the user that differs
 * @param lake what the lake says; null where it has nothing of it
 * @param redis what Redis says; null where it has nothing of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InteractionDifference(String user, String item, String lake, String redis) {
    /** Whether it is about a user, or a tie of one, and not about an item. */
    boolean isOfUser() {
        return user != null;
    }

    /** The id of the user or of the item that it is about. */
    String owner() {
        return isOfUser() ? user : item;
    }

    /** What differs, without what is said of it. */
    String name() {
        if (!isOfUser()) {
            return "item " + item;
        }
        return item == null ? "user " + user : "user %s, item %s".formatted(user, item);
    }
}
