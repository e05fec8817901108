package io.millrace.local.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** A stage without a product: it is equal and settles, unless a test has said what comes next. */
final class FakeStage implements Stage {
    static final Compared EQUAL = new Compared(true, 10, 0, 0, 0, List.of());

    /** What the next audits find. */
    final Queue<Compared> audits = new ArrayDeque<>();
    /** What the next ways back end with. */
    final Queue<RuntimeException> ways = new ArrayDeque<>();
    /** What has ended each time that this is asked. */
    final Queue<List<Ended>> ends = new ArrayDeque<>();
    /** What there is to tell of the next mishap. */
    List<String> notes = List.of();
    /** What was done, in its order. */
    final List<String> done = new ArrayList<>();
    /** What the comparison at the end finds. */
    List<String> differences = List.of();

    @Override
    public Connection connect() throws SQLException {
        throw new SQLException("nobody is there", "08001");
    }

    @Override
    public void strike(Mishap mishap, Random random) throws SQLException, InterruptedException {
        done.add("strike " + mishap.name());
        mishap.strike().at(null, random);
    }

    @Override
    public void heal() {
        done.add("heal");
    }

    @Override
    public void settle(Duration limit) {
        done.add("settle");
        RuntimeException failure = ways.poll();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Compared audit(boolean repair) {
        done.add(repair ? "repair" : "audit");
        Compared next = audits.poll();
        return next == null ? EQUAL : next;
    }

    @Override
    public void beginAnew() {
        done.add("begin anew");
    }

    @Override
    public List<String> compare(Consumer<String> lines) {
        done.add("compare");
        differences.forEach(lines);
        return differences;
    }

    @Override
    public List<Ended> ended() {
        List<Ended> next = ends.poll();
        return next == null ? List.of() : next;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public Path logs() {
        return Path.of("/logs");
    }
}
