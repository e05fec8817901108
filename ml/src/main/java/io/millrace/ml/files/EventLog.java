package io.millrace.ml.files;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Interactions as they were read, row for row, in columns of numbers. Logs that are compared share their ids. */
public final class EventLog {
    private static final int FIRST_ROWS = 1024;

    private final Ids users;
    private final Ids items;
    private final Ids events;
    private int[] user = new int[FIRST_ROWS];
    private int[] item = new int[FIRST_ROWS];
    private int[] event = new int[FIRST_ROWS];
    private double[] weight = new double[FIRST_ROWS];
    private long[] time = new long[FIRST_ROWS];
    private int size;
    private boolean timed = true;

    /** An empty log whose ids nobody else uses. */
    public EventLog() {
        this(new Ids(), new Ids(), new Ids());
    }

    private EventLog(Ids users, Ids items, Ids events) {
        this.users = users;
        this.items = items;
        this.events = events;
    }

    /** An empty log with the same ids. */
    public EventLog beside() {
        return new EventLog(users, items, events);
    }

    /** Adds a row. */
    void add(Interaction row) {
        add(
                users.learn(row.user()),
                items.learn(row.item()),
                // Without a name of its own each row is an event.
                row.event().map(events::learn).orElse(-1 - size),
                row.weight(),
                row.time().orElse(0));
        timed &= row.time().isPresent();
    }

    private void add(int rowUser, int rowItem, int rowEvent, double rowWeight, long rowTime) {
        if (size == user.length) {
            int length = Math.multiplyExact(size, 2);
            user = Arrays.copyOf(user, length);
            item = Arrays.copyOf(item, length);
            event = Arrays.copyOf(event, length);
            weight = Arrays.copyOf(weight, length);
            time = Arrays.copyOf(time, length);
        }
        user[size] = rowUser;
        item[size] = rowItem;
        event[size] = rowEvent;
        weight[size] = rowWeight;
        time[size] = rowTime;
        size++;
    }

    /**
     * Numbers users and items in the order of their ids, here and in the logs beside this one, so that the order of the
     * rows decides nothing.
     */
    public void sortIds(EventLog... beside) {
        int[] userPlaces = users.sort();
        int[] itemPlaces = items.sort();
        renumber(userPlaces, itemPlaces);
        for (EventLog other : beside) {
            other.renumber(userPlaces, itemPlaces);
        }
    }

    private void renumber(int[] userPlaces, int[] itemPlaces) {
        for (int row = 0; row < size; row++) {
            user[row] = userPlaces[user[row]];
            item[row] = itemPlaces[item[row]];
        }
    }

    /** The rows for which this holds, in their order. */
    public EventLog where(IntPredicate chosen) {
        EventLog part = beside();
        for (int row = 0; row < size; row++) {
            if (chosen.test(row)) {
                part.add(user[row], item[row], event[row], weight[row], time[row]);
            }
        }
        part.timed = timed;
        return part;
    }

    /** The rows of both. */
    public EventLog and(EventLog other) {
        EventLog both = where(row -> true);
        for (int row = 0; row < other.size; row++) {
            both.add(other.user[row], other.item[row], other.event[row], other.weight[row], other.time[row]);
        }
        both.timed &= other.timed;
        return both;
    }

    public int size() {
        return size;
    }

    public int user(int row) {
        return user[row];
    }

    public int item(int row) {
        return item[row];
    }

    /** What the row belongs to, such as an invoice; below zero where it is alone. */
    public int event(int row) {
        return event[row];
    }

    public double weight(int row) {
        return weight[row];
    }

    /** Milliseconds since 1970; meaningless unless {@link #isTimed}. */
    public long time(int row) {
        return time[row];
    }

    /** Whether every row has a time. */
    public boolean isTimed() {
        return timed && size > 0;
    }

    public Ids users() {
        return users;
    }

    public Ids items() {
        return items;
    }
}
