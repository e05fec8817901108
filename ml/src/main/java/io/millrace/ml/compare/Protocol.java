package io.millrace.ml.compare;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Suggestion;
import io.millrace.ml.evaluate.Ndcg;
import io.millrace.ml.evaluate.RankingTally;
import java.util.List;

/**
 * How models are judged.
 *
 * @param lengths of the lists that are judged
 * @param includesTrain whether a list may hold what the user has in training, and such items count as found
 * @param unknownItemsCount whether an item of the test that training does not know counts as missed; else it is left out
 * @param leastEvents users with fewer events in training are not judged
 * @param negatives how many items, drawn by lot among those that a user never had, are ranked with the user's items of the
 *     test; all items if it is zero
 * @param seed of the lot
 */
public record Protocol(
        List<Integer> lengths,
        boolean includesTrain,
        boolean unknownItemsCount,
        int leastEvents,
        int negatives,
        long seed) {
    public Protocol {
        lengths = lengths.stream().sorted().distinct().toList();
        require(!lengths.isEmpty() && lengths.get(0) >= 1, "--k takes lengths from 1 on, such as 10,20");
        require(leastEvents >= 1, "--min-events must be at least 1, but is " + leastEvents);
        require(negatives >= 0, "--negatives must not be below zero, but is " + negatives);
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence);
        }
    }

    int longest() {
        return lengths.get(lengths.size() - 1);
    }

    /** The name of NDCG of the longest list. */
    public String longestNdcg() {
        return new Ndcg(longest()).name();
    }

    /**
     * A metric's name, which is among those that are measured.
     *
     * @throws PipelineException of kind CONFIGURATION if it is not
     */
    public String requireMetric(String name) {
        List<String> known = RankingTally.ofAll(lengths).names();
        require(
                known.contains(name),
                "--search-by takes a metric that is measured, but not '%s'.%s"
                        .formatted(name, Suggestion.didYouMean(name, known)));
        return name;
    }
}
