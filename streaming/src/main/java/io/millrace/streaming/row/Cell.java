package io.millrace.streaming.row;

import java.util.Optional;

/**
 * A value of a row in one canonical form.
 *
 * @param known whether the source ever sent it; one that is stored out of line and did not change is not sent
 * @param value nothing for NULL, and while it is not known
 * @param since when it was said
 */
record Cell(boolean known, Optional<String> value, Stamp since) {
    static Cell of(Optional<String> value, Stamp since) {
        return new Cell(true, value, since);
    }

    static Cell unknown(Stamp since) {
        return new Cell(false, Optional.empty(), since);
    }
}
