package io.millrace.streaming.total;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Lowest;

/**
 * Where what is told stands among positions. An event has none: it is the next thing behind what the part has reached, and
 * behind what is known, so that after a crash it is found behind what was written, and no reader sees it taken back.
 */
record EventPlaces(Lowest reached) {

    /** The place of something that was there before, now that more is told of it. */
    Position of(Position told, Position known) {
        if (!told.equals(HopMessage.OF_EVENTS)) {
            return told.reaches(known) ? told : known;
        }
        Position next =
                reached.now().map(Progress::position).map(Position::next).orElse(Position.START);
        return next.reaches(known.next()) ? next : known.next();
    }
}
