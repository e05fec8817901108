package io.millrace.serving.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.LiveItemChanges;
import io.millrace.serving.store.LiveItems;
import io.millrace.serving.store.LiveStore;
import io.millrace.serving.store.OnlineStore;
import io.millrace.serving.view.Composition;
import io.millrace.serving.view.RepeatedWork;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the items that requests see as the live state has them: reads all of them once, then every change as soon as it is
 * written, and all of them again where changes may have been missed.
 *
 * <p>The items that are held stay when the store is unreachable or has lost the live state.
 */
public final class LiveFollow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFollow.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final OnlineStore store;
    private final Composition composition;
    private final Duration poll;
    private final RepeatedWork work = new RepeatedWork("live-follow", this::look);

    private volatile Optional<LivePointer> current = Optional.empty();
    private volatile Optional<Progress> progress = Optional.empty();
    private volatile Optional<Reading> reading = Optional.empty();
    private final Object exchange = new Object();
    private long exchanges;
    private boolean failing;

    /** Up to where the changes of a live state were read. */
    private record Reading(LivePointer live, String end, long exchanges) {
        /** Whether it has gone on where that one ended, without all items having been read again. */
        boolean isAfter(Reading before) {
            return exchanges == before.exchanges();
        }
    }

    /**
     * Shows live items in a composition.
     *
     * @param store is asked by nobody else: it waits for changes
     * @param poll time between two looks at the pointer
     */
    public LiveFollow(OnlineStore store, Composition composition, Duration poll) {
        this.store = store;
        this.composition = composition;
        this.poll = poll;
    }

    /** Begins in the background. */
    public void start() {
        work.start();
    }

    /** Ends when the following does: when it is closed, or when it fails in a way nobody foresaw. */
    public CompletableFuture<Void> end() {
        return work.end();
    }

    /** The live state that was current at the last look; nothing where none is. */
    public Optional<LivePointer> current() {
        return current;
    }

    /** How far the live state reached at the last look. */
    public Optional<Progress> progress() {
        return progress;
    }

    /** The items of which position requests see; nothing while no live items are held. */
    Optional<Position> itemsReached() {
        return composition.view().itemsReached();
    }

    /**
     * Looks whether all items are held as this store has them now; then they are those of a position that the state had
     * reached before, because changed items are written before the progress.
     *
     * @param asked the store that is asked, because that of this one waits for changes
     */
    void confirmItems(LivePointer live, Progress reachedBefore, LiveStore asked) {
        Optional<Reading> held = reading.filter(last -> last.live().equals(live));
        if (held.filter(last -> asked.isEndOfLiveItemChanges(live, last.end())).isPresent()) {
            synchronized (exchange) {
                // Other items may have replaced these meanwhile, if Redis came back with older ones.
                if (reading.filter(last -> last.isAfter(held.get())).isPresent()) {
                    composition.reach(reachedBefore);
                }
            }
        }
    }

    private Duration look() {
        try {
            current = store.currentLive();
            progress = current.flatMap(store::liveProgress);
            boolean isFollowing = progress.isPresent() && follow(current.orElseThrow(), progress.get());
            if (failing) {
                failing = false;
                LOG.info("The live state is there again");
            }
            return isFollowing ? Duration.ZERO : poll;
        } catch (PipelineException e) {
            // Redis may come back without the changes that were read last.
            reading = Optional.empty();
            if (!failing && !work.isClosed()) {
                failing = true;
                LOG.warn("{}; items stay as they were", e.getMessage());
            }
            return poll;
        }
    }

    /** Reads on; false if there is nothing to read before the next look. */
    private boolean follow(LivePointer live, Progress before) {
        Optional<Reading> known = reading.filter(held -> held.live().equals(live));
        return known.isPresent() ? readChanges(known.get(), before) : readAll(live, before);
    }

    private boolean readAll(LivePointer live, Progress before) {
        long start = System.nanoTime();
        LiveItems all = store.liveItems(live);
        if (store.currentLive().filter(live::equals).isEmpty()
                || store.liveProgress(live).isEmpty()) {
            // It was replaced, or emptied, while it was read; a part of the items is worse than the items of before.
            return false;
        }
        synchronized (exchange) {
            exchanges++;
            composition.replaceItems(before, all.items());
            reading = Optional.of(new Reading(live, all.end(), exchanges));
        }
        LOG.info(
                "Holding {} live items of generation {} after {} ms",
                all.items().size(),
                live.generation(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return true;
    }

    private boolean readChanges(Reading from, Progress before) {
        LiveItemChanges changes = store.liveItemChanges(from.live(), from.end(), shorter(poll, LONGEST_WAIT));
        if (changes.hasGap()) {
            LOG.info("Changes of live items may have been missed; reading all items");
            reading = Optional.empty();
            return true;
        }
        composition.changeItems(changes.items());
        if (!changes.hasMore()) {
            composition.reach(before);
        }
        reading = Optional.of(new Reading(from.live(), changes.end(), from.exchanges()));
        return true;
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    @Override
    public void close() {
        work.close();
        store.close();
    }
}
