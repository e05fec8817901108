package io.millrace.local.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What a run plays on: a source that is written, a product that copies it, and those who compare the two. */
interface Stage {
    /** A connection to the source, past everything that goes wrong on the way. */
    Connection connect() throws SQLException;

    /** Lets a mishap happen. */
    void strike(Mishap mishap, Random random) throws SQLException, InterruptedException;

    /** What {@code millrace up} does: starts whatever does not run, without waiting until it answers. */
    void heal();

    /** Returns when the lake says that it has all that the source holds now; throws if it has not within the limit. */
    void settle(Duration limit) throws InterruptedException;

    /**
     * Has the product compare every table with its source.
     *
     * @param repair whether what differs is read again, and compared once more
     * @throws io.millrace.contracts.process.PipelineException with what the audit said if it came to no end
     */
    Compared audit(boolean repair) throws InterruptedException;

    /** Has capture begin with a new slot and read all tables again, which is what a user does after a loss. */
    void beginAnew() throws InterruptedException;

    /**
     * Compares every table with its source by another program than the product, while nothing is written.
     *
     * @param lines receives what it says
     * @return what is not equal, empty if all is
     */
    List<String> compare(Consumer<String> lines) throws InterruptedException;

    /** Which processes have ended since this was last asked, and are not known to have been told to. */
    List<Ended> ended();

    /** What there is to tell of the last mishap, line by line; empty when it was told. */
    List<String> notes();

    /** The folder of the logs of all processes. */
    Path logs();
}
