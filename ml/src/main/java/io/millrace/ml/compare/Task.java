package io.millrace.ml.compare;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Who is judged, and by what.
 *
 * @param train users by items, with the sums of weights
 * @param profiles what the lists are made for: training, and what users have beside it
 * @param known the items of training
 * @param users who are judged, ascending
 * @param passedOver how many users of the test are not judged, by why
 */
public record Task(
        Protocol protocol,
        SparseMatrix train,
        SparseMatrix profiles,
        BitSet known,
        List<JudgedUser> users,
        TreeMap<String, Long> passedOver) {

    /**
     * A user.
     *
     * @param relevant items of the test, ascending
     * @param excluded items that no list may hold, ascending
     * @param candidates items that are ranked, ascending; all known ones if nothing
     */
    record JudgedUser(int user, int[] relevant, int[] excluded, Optional<int[]> candidates) {}

    /**
     * Applies the protocol.
     *
     * @param candidates items to rank for each user with the items of the test; nothing if the protocol says it
     * @throws PipelineException of kind CONFIGURATION if nobody can be judged
     */
    public static Task of(Division division, Protocol protocol, Optional<SparseMatrix> candidates) {
        SparseMatrix train = SparseMatrix.of(division.train());
        SparseMatrix test = SparseMatrix.of(division.test());
        var known = new BitSet();
        Arrays.stream(train.columns()).forEach(known::set);
        SparseMatrix profiles = division.history().size() == 0 ? train : SparseMatrix.of(division.known());
        int[] events = EventCounts.of(division.known());
        List<JudgedUser> users = new ArrayList<>();
        var passedOver = new TreeMap<String, Long>();
        for (int user = 0; user < test.rowCount(); user++) {
            if (test.rowSize(user) == 0) {
                continue;
            }
            int[] excluded = protocol.includesTrain() ? new int[0] : profiles.row(user);
            int[] relevant = relevant(test.row(user), excluded, known, protocol);
            Optional<String> reason = reason(profiles.rowSize(user), events[user], relevant, protocol);
            if (reason.isPresent()) {
                passedOver.merge(reason.get(), 1L, Long::sum);
            } else {
                users.add(new JudgedUser(
                        user, relevant, excluded, ranked(user, relevant, profiles, known, protocol, candidates)));
            }
        }
        if (users.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "Nobody can be judged: of %d rows of the test no user is left (%s)"
                            .formatted(division.test().size(), passedOver));
        }
        return new Task(protocol, train, profiles, known, users, passedOver);
    }

    private static Optional<String> reason(int items, int events, int[] relevant, Protocol protocol) {
        if (items == 0) {
            return Optional.of("not in training");
        }
        if (events < protocol.leastEvents()) {
            return Optional.of("fewer events in training than --min-events");
        }
        return relevant.length == 0 ? Optional.of("no item to find") : Optional.empty();
    }

    private static int[] relevant(int[] items, int[] excluded, BitSet known, Protocol protocol) {
        return Arrays.stream(items)
                .filter(item -> protocol.unknownItemsCount() || known.get(item))
                .filter(item -> Arrays.binarySearch(excluded, item) < 0)
                .toArray();
    }

    private static Optional<int[]> ranked(
            int user,
            int[] relevant,
            SparseMatrix profiles,
            BitSet known,
            Protocol protocol,
            Optional<SparseMatrix> candidates) {
        if (candidates.isPresent()) {
            return Optional.of(joined(relevant, candidates.get().row(user)));
        }
        if (protocol.negatives() == 0) {
            return Optional.empty();
        }
        int[] have = joined(relevant, profiles.row(user));
        int[] others = known.stream()
                .filter(item -> Arrays.binarySearch(have, item) < 0)
                .toArray();
        int[] drawn = Lot.draw(others.length, protocol.negatives(), new SplittableRandom(protocol.seed() + user));
        return Optional.of(joined(
                relevant, Arrays.stream(drawn).map(place -> others[place]).toArray()));
    }

    private static int[] joined(int[] some, int[] others) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .distinct()
                .toArray();
    }

    /** How many items training knows. */
    public int items() {
        return known.cardinality();
    }
}
