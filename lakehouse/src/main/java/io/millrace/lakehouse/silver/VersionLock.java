package io.millrace.lakehouse.silver;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The lock of a table's writers, which remembers the version that the table has while nobody holds it. */
final class VersionLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    private final AtomicLong releases = new AtomicLong();
    private transient volatile Seen seen;

    private record Seen(long releases, OptionalLong version) {}

    /** The version: the remembered one, or what the table says where it may have been written since. */
    OptionalLong version(Supplier<OptionalLong> table) {
        long now = releases.get();
        Seen last = seen;
        if (last != null && last.releases() == now && !isLocked()) {
            return last.version();
        }
        OptionalLong version = table.get();
        // Counted before the look: what a writer has done meanwhile makes this of no use.
        seen = new Seen(now, version);
        return version;
    }

    @Override
    public void unlock() {
        releases.incrementAndGet();
        super.unlock();
    }
}
