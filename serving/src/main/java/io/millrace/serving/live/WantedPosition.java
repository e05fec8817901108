package io.millrace.serving.live;

import io.millrace.contracts.change.Position;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position that an answer must have reached.
 *
 * @param incarnation nothing stands for the one that the live state is of, as a client that asks Postgres for a log
 *     sequence number does not know it
 */
public record WantedPosition(OptionalInt incarnation, long lsn) {
    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,9}):)?([0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8})");

    /** Parses {@code 0/16B3748} or {@code 1:0/16B3748}; nothing for a text of another form. */
    public static Optional<WantedPosition> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        OptionalInt incarnation =
                form.group(1) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(1)));
        return Optional.of(new WantedPosition(incarnation, Position.parseLsn(form.group(2))));
    }

    /** Whether this position includes the wanted one. */
    public boolean isReachedBy(Position position) {
        return position.reaches(new Position(incarnation.orElse(position.incarnation()), lsn));
    }

    /** The same position, of this incarnation where it names none. */
    public WantedPosition in(int known) {
        return incarnation.isPresent() ? this : new WantedPosition(OptionalInt.of(known), lsn);
    }

    @Override
    public String toString() {
        return (incarnation.isPresent() ? incarnation.getAsInt() + ":" : "") + Position.lsnText(lsn);
    }
}
