package io.millrace.lakehouse.silver;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VersionLockTest {
    private final AtomicLong written = new AtomicLong(4);
    private final AtomicLong looks = new AtomicLong();
    private final VersionLock lock = new VersionLock();

    @Test
    void theTableIsNotLookedAtTwiceWhileNobodyWritesIt() {
        // When
        OptionalLong first = version();
        OptionalLong second = version();
        // Then
        assertThat(first).isEqualTo(second).hasValue(4);
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoHoldsTheLockSeesWhatItHasWritten() {
        // Given
        version();
        lock.lock();
        // When
        OptionalLong before = version();
        written.incrementAndGet();
        OptionalLong after = version();
        lock.unlock();
        // Then
        assertThat(before).hasValue(4);
        assertThat(after).hasValue(5);
        assertThat(version()).hasValue(5);
    }

    @Test
    void whatWasSeenBeforeAWriterWasDoneIsNotRemembered() {
        // When
        OptionalLong during = lock.version(() -> {
            lock.lock();
            long seen = written.getAndIncrement();
            lock.unlock();
            return OptionalLong.of(seen);
        });
        // Then
        assertThat(during).hasValue(4);
        assertThat(version()).hasValue(5);
    }

    private OptionalLong version() {
        return lock.version(() -> {
            looks.incrementAndGet();
            return OptionalLong.of(written.get());
        });
    }
}
