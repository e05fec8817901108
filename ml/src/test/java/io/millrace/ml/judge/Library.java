package io.millrace.ml.judge;

import io.millrace.ml.compare.SparseMatrix;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Rival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Readers who mostly borrow from one shelf, and what they borrow later; some books are more popular than others.
 *
 * @param books how many there are
 * @param before books of each reader, ascending
 * @param later books of each reader, ascending
 */
record Library(int books, int[][] before, int[][] later) {
    private static final int SHELVES = 6;

    static Library seeded(long seed, int readers, int books) {
        var random = new Random(seed);
        int[][] before = new int[readers][];
        int[][] later = new int[readers][];
        for (int reader = 0; reader < readers; reader++) {
            before[reader] = loans(reader, 4 + random.nextInt(12), books, random);
            later[reader] = loans(reader, 3, books, random);
        }
        return new Library(books, before, later);
    }

    private static int[] loans(int reader, int count, int books, Random random) {
        return IntStream.range(0, count)
                .map(loan -> {
                    int shelf = random.nextInt(4) > 0 ? reader % SHELVES : random.nextInt(SHELVES);
                    double favourite = Math.pow(random.nextDouble(), 2);
                    return shelf + SHELVES * (int) (favourite * (books / SHELVES));
                })
                .sorted()
                .distinct()
                .toArray();
    }

    /** The same loans before, each by a reader drawn by lot. */
    Library withReadersShuffled(long seed) {
        List<Integer> readers = new ArrayList<>();
        for (int reader = 0; reader < before.length; reader++) {
            readers.addAll(Collections.nCopies(before[reader].length, reader));
        }
        Collections.shuffle(readers, new Random(seed));
        List<List<Integer>> shuffled = new ArrayList<>();
        IntStream.range(0, before.length).forEach(reader -> shuffled.add(new ArrayList<>()));
        int loan = 0;
        for (int[] books : before) {
            for (int book : books) {
                shuffled.get(readers.get(loan++)).add(book);
            }
        }
        int[][] other = shuffled.stream()
                .map(books -> books.stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
        return new Library(books, other, later);
    }

    /** What comes out when this model, popularity and other rivals make lists for the readers. */
    Evaluation judge(int k, long few, Ranker model, List<Contender> rivals) {
        Map<Integer, Long> readersOfBook = Arrays.stream(before)
                .flatMapToInt(Arrays::stream)
                .boxed()
                .collect(Collectors.groupingBy(book -> book, Collectors.counting()));
        long[] sizes = Arrays.stream(before).mapToLong(books -> books.length).toArray();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.with(Rival.POPULARITY, "", new PopularItems(k, readersOfBook)));
        contenders.addAll(rivals);
        var contest = new Contest(k, Audience.of(few, readersOfBook, sizes), model, contenders);
        List<JudgedUser> users = IntStream.range(0, before.length)
                .mapToObj(reader -> new JudgedUser(
                        before[reader],
                        ones(before[reader].length),
                        contest.audience().known(later[reader])))
                .toList();
        return contest.evaluation(contest.judge(users.iterator()), contenders);
    }

    /** The loans before as users by items. */
    SparseMatrix matrix() {
        int[] rows = IntStream.range(0, before.length)
                .flatMap(reader -> IntStream.of(before[reader]).map(book -> reader))
                .toArray();
        int[] columns = Arrays.stream(before).flatMapToInt(Arrays::stream).toArray();
        return SparseMatrix.of(rows, columns, ones(rows.length), before.length, books);
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
