package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.Shelf;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the stage keeps of users. */
final class UserShelf implements Entries {
    private static final int TIE = 1;
    private static final int USER_ROW = 2;
    private static final int USER = 3;
    private static final int TIES_OF_ITEM = 4;
    private static final int LATER = 5;

    private static final byte[] FIRST = {11};

    private final Shelf shelf;
    private Position first;

    UserShelf(Shelf shelf) {
        this.shelf = shelf;
        this.first =
                shelf.get(FIRST).map(bytes -> new ByteSource(bytes).position()).orElse(Position.START);
    }

    /**
     * From now on what ties users to items counts as later than this position. It is one entry however many they are: to
     * stamp each would be more than a transaction takes.
     */
    void begin(Position at) {
        if (!at.equals(first)) {
            shelf.put(FIRST, new ByteSink().position(at).bytes());
            first = at;
        }
    }

    /** The position that ties are later than; the start where there is no such. */
    Position first() {
        return first;
    }

    private static byte[] tieKey(Tie tie) {
        return key(TIE, tie.user()).number(tie.kind()).text(tie.row()).bytes();
    }

    /** Whether there is a tie of this name. */
    boolean has(Tie tie) {
        return shelf.get(tieKey(tie)).isPresent();
    }

    private static ByteSink key(int tag, String name) {
        return new ByteSink().tag(tag).text(name);
    }

    private static byte[] indexKey(String item, Tie tie) {
        return key(TIES_OF_ITEM, item)
                .text(tie.user())
                .number(tie.kind())
                .text(tie.row())
                .bytes();
    }

    /** Puts or removes a tie; gives by how much the number of the user's ties changed. */
    int tie(Tie tie) {
        byte[] key = tieKey(tie);
        Optional<Contribution> before = shelf.get(key).map(bytes -> HopCodec.contribution(new ByteSource(bytes)));
        Optional<String> was = before.map(Contribution::item);
        Optional<String> is = tie.contribution().map(Contribution::item);
        if (!was.equals(is)) {
            was.ifPresent(item -> shelf.remove(indexKey(item, tie)));
            is.ifPresent(item -> shelf.put(indexKey(item, tie), new byte[0]));
        }
        tie.contribution()
                .ifPresentOrElse(
                        contribution -> {
                            var sink = new ByteSink();
                            HopCodec.write(sink, contribution);
                            shelf.put(key, sink.position(tie.at()).bytes());
                        },
                        () -> shelf.remove(key));
        return (is.isPresent() ? 1 : 0) - (was.isPresent() ? 1 : 0);
    }

    void eachTie(String user, Consumer<KnownTie> visit) {
        eachTie(key(TIE, user).bytes(), (any, tie) -> visit.accept(tie));
    }

    /** Looks at the ties of all users. */
    void eachTie(BiConsumer<String, KnownTie> visit) {
        eachTie(new byte[] {TIE}, visit);
    }

    private void eachTie(byte[] prefix, BiConsumer<String, KnownTie> visit) {
        shelf.each(prefix, (key, value) -> {
            var name = new ByteSource(key);
            name.tag();
            String user = name.text();
            var rest = new ByteSource(value);
            visit.accept(
                    user,
                    new KnownTie(
                            name.number(),
                            name.text(),
                            HopCodec.contribution(rest),
                            rest.isAtEnd() ? Optional.empty() : Optional.of(rest.position())));
        });
    }

    /** Puts or removes a row of the user; gives by how much the number of them changed. */
    int row(String user, String row, boolean exists) {
        byte[] key = key(USER_ROW, user).text(row).bytes();
        int before = shelf.get(key).isPresent() ? 1 : 0;
        if (exists) {
            shelf.put(key, new byte[0]);
        } else {
            shelf.remove(key);
        }
        return (exists ? 1 : 0) - before;
    }

    Optional<UserStanding> standing(String user) {
        return shelf.get(key(USER, user).bytes()).map(this::standing);
    }

    private UserStanding standing(byte[] value) {
        return UserStanding.parse(value).behind(first);
    }

    void put(String user, UserStanding standing) {
        shelf.put(key(USER, user).bytes(), standing.bytes());
    }

    @Override
    public void forget(String user) {
        shelf.remove(key(USER, user).bytes());
    }

    @Override
    public void each(Optional<String> after, Visit visit) {
        byte[] prefix = new byte[] {USER};
        byte[] first = after.map(user -> key(USER, user).tag(0).bytes()).orElse(prefix);
        shelf.from(prefix, first, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            UserStanding standing = standing(value);
            return visit.entry(new Entry(source.text(), standing.at(), standing.isNothing()));
        });
    }

    Set<String> usersOf(String item) {
        Set<String> users = new TreeSet<>();
        shelf.each(key(TIES_OF_ITEM, item).bytes(), (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            source.text();
            users.add(source.text());
        });
        return users;
    }

    /** Remembers that a user has a tie whose time has not come. */
    void putLater(long micros, String user) {
        shelf.put(new ByteSink().tag(LATER).bigNumber(micros).text(user).bytes(), new byte[0]);
    }

    /** Gives the users with a tie whose time has come by then, and forgets them. */
    void takeLater(long micros, BiConsumer<Long, String> visit) {
        byte[] prefix = new byte[] {LATER};
        shelf.from(prefix, prefix, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            long at = source.bigNumber();
            if (at > micros) {
                return false;
            }
            shelf.remove(key);
            visit.accept(at, source.text());
            return true;
        });
    }

    /**
     * What is known of one user.
     *
     * @param at of the latest change
     * @param rows in the users' table
     * @param ties to items
     */
    record UserStanding(Position at, int rows, int ties) {
        static final UserStanding NONE = new UserStanding(Position.START, 0, 0);

        UserStanding and(Position later, int moreRows, int moreTies) {
            return new UserStanding(later.compareTo(at) > 0 ? later : at, rows + moreRows, ties + moreTies);
        }

        /**
         * The same, by one behind a position for each tie at least: a part that begins again after a crash must not be
         * refused by a store that had some of them one by one.
         */
        UserStanding behind(Position first) {
            return and(new Position(first.incarnation(), first.lsn() + ties), 0, 0);
        }

        /** Whether nothing of the user is left. */
        boolean isNothing() {
            return rows == 0 && ties == 0;
        }

        byte[] bytes() {
            return new ByteSink().position(at).number(rows).number(ties).bytes();
        }

        static UserStanding parse(byte[] bytes) {
            var source = new ByteSource(bytes);
            return new UserStanding(source.position(), source.number(), source.number());
        }
    }
}
