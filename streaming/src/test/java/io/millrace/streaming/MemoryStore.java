package io.millrace.streaming;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.streaming.user.OnlineStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An online store in memory with the guard of the real one; it can be away, be emptied and go back in time. */
public final class MemoryStore extends MemoryParts implements OnlineStore {
    private final Map<String, byte[]> users = new TreeMap<>();
    private final Map<String, LiveItem> items = new TreeMap<>();

    void become(MemoryStore other) {
        users.clear();
        users.putAll(other.users);
        items.clear();
        items.putAll(other.items);
        becomeParts(other);
    }

    public Map<String, LiveItem> items() {
        return items;
    }

    public LiveUser user(String user) {
        return Optional.ofNullable(users.get(user))
                .map(bytes -> LiveUserCodec.decode(bytes).user())
                .orElse(new LiveUser(false, List.of()));
    }

    @Override
    public void write(List<UserEntry> entries, List<ItemEntry> itemEntries) {
        answer();
        for (UserEntry entry : entries) {
            byte[] before = users.get(entry.user());
            Position there = before == null
                    ? Position.START
                    : LiveUserCodec.decode(before).position();
            if (entry.at().reaches(there)) {
                users.put(entry.user(), LiveUserCodec.encode(entry.at(), entry.state()));
            }
        }
        for (ItemEntry entry : itemEntries) {
            LiveItem before = items.get(entry.item());
            if (before == null || entry.state().position().reaches(before.position())) {
                items.put(entry.item(), entry.state());
            }
        }
    }
}
