package io.millrace.serving.store;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One generation of the live state without a server. */
final class InMemoryLiveState {
    private final Map<String, LiveUser> users = new HashMap<>();
    private final Map<String, LiveItem> items = new HashMap<>();
    private final Map<Integer, Progress> progress = new HashMap<>();
    private final List<String> changes = new ArrayList<>();
    private int cut;

    synchronized void writeUsers(Map<String, LiveUser> written) {
        users.putAll(written);
    }

    synchronized void writeItems(Map<String, LiveItem> written) {
        items.putAll(written);
        changes.addAll(written.keySet());
        notifyAll();
    }

    synchronized void writeProgress(int part, Progress reached) {
        progress.put(part, reached);
    }

    synchronized void cutChanges(int length) {
        cut = Math.max(cut, changes.size() - length);
    }

    synchronized Optional<Progress> progress(LivePointer live) {
        return LiveLook.common(live, List.copyOf(progress.values()));
    }

    synchronized LiveLook user(LivePointer live, String id) {
        return new LiveLook(progress(live), Optional.ofNullable(users.get(id)));
    }

    synchronized LiveItems items() {
        return new LiveItems(String.valueOf(changes.size()), Map.copyOf(items));
    }

    synchronized LiveItemChanges changes(String after, Duration patience) throws InterruptedException {
        int start = Integer.parseInt(after);
        if (changes.size() <= start) {
            wait(patience.toMillis());
        }
        Map<String, LiveItem> changed = new HashMap<>();
        changes.stream().skip(Math.max(start, cut)).forEach(id -> changed.put(id, items.get(id)));
        return new LiveItemChanges(String.valueOf(changes.size()), start <= cut && cut > 0, false, changed);
    }
}
