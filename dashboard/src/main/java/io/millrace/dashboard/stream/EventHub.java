package io.millrace.dashboard.stream;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands events on to readers out of a memory of the newest ones, which is all that readers have, however slow they are.
 *
 * <p>An id names the hub, too, so that one of before a restart is known to be foreign.
 */
public final class EventHub {
    private final String name;
    private final int remembered;
    private final int mostReaders;
    private final Runnable firstReader;
    private final Deque<StreamEvent> events = new ArrayDeque<>();
    /** The newest of each kind, remembered or not: each is a whole state, and somebody may have none of it yet. */
    private final Map<String, StreamEvent> newest = new HashMap<>();

    private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
    private long published;
    private boolean closed;

    /**
     * A hub without events.
     *
     * @param name no other hub has it
     * @param remembered so many events are kept for those who come back
     * @param firstReader called when there is somebody to tell things again
     */
    public EventHub(String name, int remembered, int mostReaders, Runnable firstReader) {
        this.name = name;
        this.remembered = remembered;
        this.mostReaders = mostReaders;
        this.firstReader = firstReader;
    }

    /** Gives an event to all readers; slow ones do not keep it from others. */
    public void publish(String kind, String data) {
        synchronized (this) {
            published++;
            StreamEvent event = StreamEvent.of(name, published, kind, data);
            events.addLast(event);
            newest.put(kind, event);
            if (events.size() > remembered) {
                events.removeFirst();
            }
        }
        readers.forEach(StreamReader::wake);
    }

    /**
     * Begins to write events to a reader: those after the one that it has seen last, if they are remembered; else the
     * newest one of each kind, unless there was nobody to keep them fresh for.
     *
     * @return whether there was room for one more
     */
    public boolean join(StreamSink sink, Optional<String> lastSeen) {
        StreamReader reader;
        boolean first;
        synchronized (this) {
            if (closed || readers.size() >= mostReaders) {
                return false;
            }
            first = readers.isEmpty();
            Optional<Long> seen = lastSeen.flatMap(this::numberOf);
            long next = seen.orElse(first ? published : 0L) + 1;
            reader = new StreamReader(this, sink, next, seen.isPresent() ? 0 : published);
            readers.add(reader);
        }
        reader.wake();
        if (first) {
            firstReader.run();
        }
        return true;
    }

    private Optional<Long> numberOf(String id) {
        String prefix = name + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(id.substring(prefix.length()))).filter(number -> number <= published);
    }

    /**
     * The event of this number. Where that is no longer remembered, or is not later than {@code skipped}, the next one that
     * is the newest of its kind; nothing if it is yet to come.
     */
    synchronized Optional<StreamEvent> at(long number, long skipped) {
        if (number > published || events.isEmpty()) {
            return Optional.empty();
        }
        return number <= skipped || number < events.getFirst().number()
                ? newest.values().stream()
                        .filter(event -> event.number() >= number)
                        .min(Comparator.comparingLong(StreamEvent::number))
                : events.stream().filter(event -> event.number() == number).findFirst();
    }

    void leave(StreamReader reader) {
        readers.remove(reader);
    }

    /** Tells every reader that nothing has happened. */
    public void beat() {
        readers.forEach(StreamReader::beat);
    }

    /** How many events are kept for all readers together. */
    synchronized int held() {
        return events.size() + newest.size();
    }

    /** How many read now. */
    public int readers() {
        return readers.size();
    }

    /** Ends every stream and takes no further readers. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        readers.forEach(StreamReader::end);
        readers.clear();
    }
}
