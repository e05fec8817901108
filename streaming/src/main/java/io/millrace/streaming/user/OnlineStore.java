package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.streaming.part.PartStore;
import java.util.List;
import java.util.Map;

/** Where users and items are read from. Writing what is older than what is there changes nothing. */
public interface OnlineStore extends PartStore {
    /**
     * A user to be written.
     *
     * @param at of the latest change that is in it
     */
    record UserEntry(String user, Position at, LiveUser state) {}

    /** An item to be written. */
    record ItemEntry(String item, LiveItem state) {}

    /**
     * What is to be written again because it was found to be wrong, by name, with what stands there; no bytes where nothing
     * does.
     */
    record Asked(Map<String, byte[]> users, Map<String, byte[]> items) {
        /** Whether nothing is asked for. */
        public boolean isEmpty() {
            return users.isEmpty() && items.isEmpty();
        }
    }

    void write(List<UserEntry> users, List<ItemEntry> items);

    /**
     * Some of what is asked for of a part.
     *
     * @param most so many users, and so many items
     */
    Asked asked(int part, int most);

    /**
     * Writes what was asked for, also over something later, if that is still what stood there when it was asked for. None of
     * it is asked for any more.
     */
    void writeAgain(int part, Asked asked, List<UserEntry> users, List<ItemEntry> items);
}
