package io.millrace.dashboard.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.FakeFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An online store that tests fill. */
public final class MemoryStore implements OnlineStore, FakeFigures.Writer {
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> hashes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Double>> sets = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isDown;

    /** Lets it not answer any more, or again. */
    public void down(boolean down) {
        isDown = down;
    }

    /** Forgets everything. */
    public void clear() {
        texts.clear();
        hashes.clear();
        sets.clear();
    }

    /** How many round trips there were. */
    public int asked() {
        return asked.get();
    }

    private void ask() {
        asked.incrementAndGet();
        if (isDown) {
            throw new PipelineException(FailureKind.ONLINE_STORE, "The store in memory does not answer");
        }
    }

    @Override
    public List<Optional<String>> texts(List<String> keys) {
        ask();
        return keys.stream().map(key -> Optional.ofNullable(texts.get(key))).toList();
    }

    @Override
    public List<Long> sizes(List<String> keys) {
        ask();
        return keys.stream()
                .map(key -> (long) hashes.getOrDefault(key, Map.of()).size())
                .toList();
    }

    @Override
    public Map<String, Map<String, String>> hashes(List<String> keys) {
        ask();
        return keys.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), key -> Map.copyOf(hashes.getOrDefault(key, Map.of()))));
    }

    @Override
    public List<String> highest(String sortedSet, int most) {
        ask();
        return sets.getOrDefault(sortedSet, Map.of()).entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
    }

    /** One key at each step, so that walks are walks. */
    @Override
    public Step keys(String pattern, String cursor, int about) {
        ask();
        String prefix = pattern.substring(0, pattern.length() - 1);
        List<String> all = texts.keySet().stream().sorted().toList();
        int place = Integer.parseInt(cursor);
        List<String> found = all.subList(place, Math.min(place + 1, all.size()));
        return new Step(
                found.stream().filter(key -> key.startsWith(prefix)).toList(),
                place + 1 < all.size() ? String.valueOf(place + 1) : Step.END);
    }

    @Override
    public void writeOnce(String key, String value, String livesWith) {
        ask();
        texts.putIfAbsent(key, value);
    }

    @Override
    public void text(String key, String value) {
        texts.put(key, value);
    }

    @Override
    public void field(String hash, String field, String value) {
        hashes.computeIfAbsent(hash, any -> new ConcurrentHashMap<>()).put(field, value);
    }

    @Override
    public void member(String sortedSet, double score, String member) {
        sets.computeIfAbsent(sortedSet, any -> new ConcurrentHashMap<>()).put(member, score);
    }

    @Override
    public void remove(String sortedSet, String member) {
        sets.getOrDefault(sortedSet, new ConcurrentHashMap<>()).remove(member);
    }

    @Override
    public void close() {
        down(true);
    }
}
