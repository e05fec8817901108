package io.millrace.streaming.figure;

import io.millrace.streaming.wire.Values;
import java.util.Optional;

/** A row with its parent and with what others say of it, as far as figures need them. */
public record WholeRow(Values own, Values parent, Values lookedUp) {
    /** The value at a place; nothing for NULL, and where there is no row to look it up in. */
    public Optional<String> at(Place place) {
        Values values =
                switch (place.part()) {
                    case OWN -> own;
                    case PARENT -> parent;
                    case LOOKED_UP -> lookedUp;
                };
        return values.texts().get(place.index());
    }
}
