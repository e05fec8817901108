package io.millrace.streaming.join;

import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Shelf;
import java.util.Optional;

/** Joins rows with what others have said before. */
interface Join {
    /** Keeps what a message says; gives what is still to be told of it, entry by entry. */
    Optional<FanOut> begin(HopMessage message);

    /** Tells what it means to each entry that is shown, of those under its prefix. */
    Shelf.Visit telling(FanOut fanOut);
}
