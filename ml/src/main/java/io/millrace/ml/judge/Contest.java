package io.millrace.ml.judge;

import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Ndcg;
import io.millrace.ml.evaluate.Rival;
import io.millrace.ml.evaluate.Segment;
import io.millrace.ml.judge.Ranker.Lists;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model and those it is compared with, for the same users. An item that one of them does not know is missed by it. */
final class Contest implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int USERS_AT_ONCE = 64;

    private final int k;
    private final Audience audience;
    private final ArrayList<Ranker> rankers;
    /** Whose lists those of the ranker at the same place are compared with. */
    private final ArrayList<Ranker> against;

    /**
     * A contest between these.
     *
     * @param k length of the lists
     */
    Contest(int k, Audience audience, Ranker model, List<Contender> rivals) {
        this.k = k;
        this.audience = audience;
        this.rankers = new ArrayList<>();
        this.against = new ArrayList<>();
        rankers.add(model);
        against.add(model);
        rivals.forEach(rival -> rival.ranker().ifPresent(ranker -> {
            rankers.add(ranker);
            against.add(rival.against().orElse(model));
        }));
    }

    Audience audience() {
        return audience;
    }

    /** Scores of nobody: the model's, then those of the rivals that can be compared. */
    List<Scores> empty() {
        return new ArrayList<>(
                Stream.generate(() -> new Scores(k)).limit(rankers.size()).toList());
    }

    static List<Scores> plus(List<Scores> scores, List<Scores> others) {
        for (int index = 0; index < scores.size(); index++) {
            scores.get(index).plus(others.get(index));
        }
        return scores;
    }

    List<Scores> judge(Iterator<JudgedUser> users) {
        List<Scores> scores = empty();
        List<JudgedUser> block = new ArrayList<>(USERS_AT_ONCE);
        while (users.hasNext()) {
            block.add(users.next());
            if (block.size() == USERS_AT_ONCE || !users.hasNext()) {
                judge(block, scores);
                block.clear();
            }
        }
        return scores;
    }

    private void judge(List<JudgedUser> users, List<Scores> scores) {
        var gain = new Ndcg(k);
        Map<Ranker, List<Lists>> lists = new IdentityHashMap<>();
        Stream.concat(rankers.stream(), against.stream())
                .forEach(ranker -> lists.computeIfAbsent(ranker, each -> each.of(users)));
        for (int index = 0; index < users.size(); index++) {
            JudgedUser user = users.get(index);
            int[] fresh = user.fresh();
            Map<Segment, int[]> segments = audience.segments(user, fresh);
            for (int ranker = 0; ranker < rankers.size(); ranker++) {
                Lists made = lists.get(rankers.get(ranker)).get(index);
                Lists other = lists.get(against.get(ranker)).get(index);
                if (fresh.length > 0) {
                    double difference = gain.of(other.fresh(), fresh) - gain.of(made.fresh(), fresh);
                    scores.get(ranker).add(made.fresh(), fresh, difference, segments);
                }
                if (user.later().length > 0) {
                    scores.get(ranker).addWithBought(made.all(), user.later());
                }
            }
        }
    }

    /** What came out; the rivals are those that this was made with. */
    Evaluation evaluation(List<Scores> scores, List<Contender> contenders) {
        int items = audience.known().cardinality();
        Iterator<Scores> next = scores.iterator();
        Scores model = next.next();
        List<Rival> rivals = new ArrayList<>();
        for (Contender contender : contenders) {
            if (contender.ranker().isPresent()) {
                Scores theirs = next.next();
                rivals.add(new Rival(
                        contender.name(), contender.note(), theirs.means(items), theirs.difference(), theirs.error()));
            } else {
                rivals.add(new Rival(contender.name(), contender.note(), Map.of(), 0, 0));
            }
        }
        Map<String, Double> popularity = rivals.stream()
                .filter(rival -> rival.name().equals(Rival.POPULARITY))
                .findFirst()
                .map(Rival::metrics)
                .orElse(Map.of());
        return new Evaluation(model.users(), model.means(items), popularity, rivals, model.usersBySegment());
    }
}
