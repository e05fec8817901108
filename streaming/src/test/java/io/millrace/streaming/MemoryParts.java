package io.millrace.streaming;

import io.millrace.contracts.change.Progress;
import io.millrace.streaming.part.PartStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a store in memory knows of its parts; it can be away. */
class MemoryParts implements PartStore {
    private final Map<Integer, String> owners = new HashMap<>();
    private final Map<Integer, Progress> progress = new HashMap<>();
    private boolean isAway;

    void away(boolean away) {
        isAway = away;
    }

    void becomeParts(MemoryParts other) {
        owners.clear();
        owners.putAll(other.owners);
        progress.clear();
        progress.putAll(other.progress);
    }

    void answer() {
        if (isAway) {
            throw new UnreachableException("the store is away", null);
        }
    }

    public Optional<Progress> progress(int part) {
        return Optional.ofNullable(progress.get(part));
    }

    @Override
    public Standing standing(int part) {
        answer();
        return new Standing(Optional.ofNullable(owners.get(part)), progress(part));
    }

    @Override
    public void claim(int part, String owner) {
        answer();
        owners.put(part, owner);
    }

    @Override
    public void reached(int part, Progress reached) {
        answer();
        progress.put(part, reached);
    }
}
