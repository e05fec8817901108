package io.millrace.streaming;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.streaming.user.OnlineStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An online store in memory with the guard of the real one; it can be away, be emptied and go back in time. */
public final class MemoryStore extends MemoryParts implements OnlineStore {
    private final Map<String, byte[]> users = new TreeMap<>();
    private final Map<String, LiveItem> items = new TreeMap<>();
    private final Map<Integer, Set<String>> usersAsked = new TreeMap<>();
    private final Map<Integer, Set<String>> itemsAsked = new TreeMap<>();

    void become(MemoryStore other) {
        users.clear();
        users.putAll(other.users);
        items.clear();
        items.putAll(other.items);
        usersAsked.clear();
        usersAsked.putAll(other.usersAsked);
        itemsAsked.clear();
        itemsAsked.putAll(other.itemsAsked);
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

    /** Puts something under the key of a user, and asks the part for the user again. */
    public void spoil(int part, String user, Position at, LiveUser state) {
        users.put(user, LiveUserCodec.encode(at, state));
        usersAsked.computeIfAbsent(part, any -> new TreeSet<>()).add(user);
    }

    /** Puts something in the place of an item, and asks the part for the item again. */
    public void spoil(int part, String item, LiveItem state) {
        items.put(item, state);
        itemsAsked.computeIfAbsent(part, any -> new TreeSet<>()).add(item);
    }

    @Override
    public Asked asked(int part, int most) {
        answer();
        return new Asked(
                some(usersAsked, part, most, user -> users.getOrDefault(user, new byte[0])),
                some(itemsAsked, part, most, item -> bytes(items.get(item))));
    }

    private static Map<String, byte[]> some(
            Map<Integer, Set<String>> asked, int part, int most, Function<String, byte[]> there) {
        return asked.getOrDefault(part, Set.of()).stream().limit(most).collect(Collectors.toMap(name -> name, there));
    }

    private static byte[] bytes(LiveItem item) {
        return String.valueOf(item).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(List<UserEntry> entries, List<ItemEntry> itemEntries) {
        write(entries, itemEntries, new Asked(Map.of(), Map.of()));
    }

    @Override
    public void writeAgain(int part, Asked asked, List<UserEntry> entries, List<ItemEntry> itemEntries) {
        write(entries, itemEntries, asked);
        usersAsked.getOrDefault(part, new TreeSet<>()).removeAll(asked.users().keySet());
        itemsAsked.getOrDefault(part, new TreeSet<>()).removeAll(asked.items().keySet());
    }

    private void write(List<UserEntry> entries, List<ItemEntry> itemEntries, Asked asked) {
        answer();
        for (UserEntry entry : entries) {
            byte[] before = users.get(entry.user());
            if (before == null
                    || entry.at().reaches(LiveUserCodec.decode(before).position())
                    || Arrays.equals(before, asked.users().get(entry.user()))) {
                users.put(entry.user(), LiveUserCodec.encode(entry.at(), entry.state()));
            }
        }
        for (ItemEntry entry : itemEntries) {
            LiveItem before = items.get(entry.item());
            if (before == null
                    || entry.state().position().reaches(before.position())
                    || Arrays.equals(bytes(before), asked.items().get(entry.item()))) {
                items.put(entry.item(), entry.state());
            }
        }
    }
}
