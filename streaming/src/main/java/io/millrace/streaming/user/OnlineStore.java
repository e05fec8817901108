package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.streaming.part.PartStore;
import java.util.List;

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

    void write(List<UserEntry> users, List<ItemEntry> items);
}
