package io.millrace.gateway.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the events of one request, in their order: the first reasons, and how many there are, for a body of
 * a megabyte can have more reasons than anybody reads.
 */
public final class Refusals {
    private static final int MOST = 100;

    private final List<Refusal> first = new ArrayList<>();
    private int count;
    private int events;
    private int lastEvent = -1;

    void add(int event, String field, String reason) {
        count++;
        if (event != lastEvent) {
            events++;
            lastEvent = event;
        }
        if (first.size() < MOST) {
            first.add(new Refusal(event, field, reason));
        }
    }

    /** How many reasons there are. */
    int count() {
        return count;
    }

    /** How many events are refused. */
    public int events() {
        return events;
    }

    /** The first hundred reasons. */
    public List<Refusal> first() {
        return List.copyOf(first);
    }

    /** How many reasons are not among the first. */
    public int more() {
        return count - first.size();
    }
}
