package io.millrace.features.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The versions that stand in Redis under prefixes of their own, found by scanning; nothing is ever flushed. */
public final class OnlineVersions {
    private static final int PAGE = 2000;

    private final Jedis jedis;

    public OnlineVersions(Jedis jedis) {
        this.jedis = jedis;
    }

    /** How many keys begin with the prefix. */
    public long count(String prefix) {
        long[] count = {0};
        // A scan may give a key twice while the table of keys grows, which it does not once the writing is over.
        pages(prefix, keys -> count[0] += keys.size());
        return count[0];
    }

    /** The keys that begin with the prefix. */
    public Set<String> keys(String prefix) {
        Set<String> found = new TreeSet<>();
        pages(prefix, found::addAll);
        return found;
    }

    /**
     * Removes versions.
     *
     * @param root what the keys of all versions begin with
     * @param remove whether the version, the text between root and the next colon, is to go
     * @return how many keys went
     */
    public long remove(String root, Predicate<String> remove) {
        long[] removed = {0};
        pages(root, keys -> {
            String[] gone = keys.stream()
                    .filter(key -> isVersioned(key, root))
                    .filter(key -> remove.test(versionOf(key, root)))
                    .toArray(String[]::new);
            removed[0] += unlink(gone);
        });
        return removed[0];
    }

    /**
     * Removes from one version the keys that another has no more, so that what was deleted does not live on in the
     * version kept for those who still read it.
     */
    public long removeAbsent(String prefix, String otherPrefix) {
        long[] removed = {0};
        pages(prefix, keys -> {
            List<Response<Boolean>> there = new ArrayList<>();
            try (Pipeline pipeline = jedis.pipelined()) {
                keys.forEach(key -> there.add(pipeline.exists(otherPrefix + key.substring(prefix.length()))));
                pipeline.sync();
            }
            removed[0] += unlink(IntStream.range(0, keys.size())
                    .filter(index -> !there.get(index).get())
                    .mapToObj(keys::get)
                    .toArray(String[]::new));
        });
        return removed[0];
    }

    private long unlink(String[] keys) {
        return keys.length == 0 ? 0 : jedis.unlink(keys);
    }

    private static boolean isVersioned(String key, String root) {
        return key.indexOf(':', root.length()) > 0;
    }

    private static String versionOf(String key, String root) {
        return key.substring(root.length(), key.indexOf(':', root.length()));
    }

    private void pages(String prefix, Consumer<List<String>> use) {
        ScanParams match = new ScanParams().match(literally(prefix) + "*").count(PAGE);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = jedis.scan(cursor, match);
            if (!page.getResult().isEmpty()) {
                use.accept(page.getResult());
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    /** The prefix as a pattern that matches nothing but itself. */
    private static String literally(String prefix) {
        return prefix.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
    }
}
