package io.millrace.workloads.video.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workloads.video.database.Taste;
import io.millrace.workloads.video.database.Title;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What viewers do, one step of one of them at a time: they look for something, play it, pause, stop and rate. */
final class Evening {
    private static final List<String> DEVICES = List.of("tv", "phone", "tablet", "browser");
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int RESULTS = 40;
    private static final int HOUSES = 200;
    private static final double SEARCHES = 0.4;
    private static final double LOGS_IN = 0.2;
    private static final double MISTYPES = 0.1;
    private static final double PAUSES = 0.3;
    private static final double RATES = 0.2;

    private final List<Integer> viewers;
    private final Random random;
    private final Outgoing outgoing;

    /** Takes what happens. */
    @FunctionalInterface
    interface Outgoing {
        void send(String type, ObjectNode data);
    }

    Evening(List<Integer> viewers, Random random, Outgoing outgoing) {
        this.viewers = List.copyOf(viewers);
        this.random = random;
        this.outgoing = outgoing;
    }

    /** Somebody watches something, and what comes before and after that. */
    void step(List<Title> titles, Instant now) {
        int viewer = viewers.get(random.nextInt(viewers.size()));
        Title title = Taste.choose(viewer, titles, random);
        if (random.nextDouble() < LOGS_IN) {
            login(viewer, "10.0.0." + viewer % HOUSES, random.nextDouble() >= MISTYPES, now);
        }
        if (random.nextDouble() < SEARCHES) {
            search(viewer, title, now);
        }
        watch(viewer, title, now);
        if (random.nextDouble() < RATES) {
            rate(viewer, title, now);
        }
    }

    private void search(int viewer, Title title, Instant now) {
        String query = random.nextBoolean()
                ? title.genre().toLowerCase(Locale.ROOT)
                : title.name().toLowerCase(Locale.ROOT);
        outgoing.send("search", said(viewer, now).put("query", query).put("results", random.nextInt(RESULTS)));
    }

    private void watch(int viewer, Title title, Instant now) {
        play(viewer, title, now);
        int seconds = 1 + random.nextInt(title.minutes() * SECONDS_PER_MINUTE);
        int left = seconds;
        if (random.nextDouble() < PAUSES) {
            int before = random.nextInt(seconds);
            left -= before;
            interaction(viewer, title, "pause", now).put("seconds", before);
        }
        ObjectNode stop = interaction(viewer, title, "stop", now).put("seconds", left);
        stop.put("device", DEVICES.get(viewer % DEVICES.size()));
        ObjectNode position = said(viewer, now).put("title", title.id()).put("position", seconds);
        outgoing.send("watch_position", position);
    }

    private void rate(int viewer, Title title, Instant now) {
        int stars = Taste.stars(viewer, title, random);
        outgoing.send("rating", said(viewer, now).put("title", title.id()).put("stars", stars));
    }

    /** A viewer plays a title. */
    void play(int viewer, Title title, Instant now) {
        interaction(viewer, title, "play", now).put("device", DEVICES.get(viewer % DEVICES.size()));
    }

    /** Somebody logs in as a viewer, or tries to. */
    void login(int viewer, String address, boolean succeeded, Instant now) {
        outgoing.send("login", said(viewer, now).put("address", address).put("succeeded", succeeded));
    }

    /** What is put into the event afterwards goes with it: events leave in batches. */
    private ObjectNode interaction(int viewer, Title title, String action, Instant now) {
        ObjectNode data = said(viewer, now).put("title", title.id()).put("action", action);
        outgoing.send("interaction", data);
        return data;
    }

    private static ObjectNode said(int viewer, Instant now) {
        return JsonNodeFactory.instance.objectNode().put("viewer", viewer).put("at", now.toString());
    }
}
