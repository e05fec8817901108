package io.millrace.ml.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks for each user, whose later events judge the list, by the taste of that user, or of the next one among those asked for
 * together; the last one's next is the first. Both leave out what either of the two has, so a model that has learned nothing
 * of single users does equally well both ways, but for chance. The one list stands for both of {@link Ranker.Lists}.
 *
 * @param own whether by the user's own taste
 */
record PairedTaste(FactorRanker model, boolean own) implements Ranker {
    private static final long serialVersionUID = 1;

    @Override
    public List<Lists> of(List<JudgedUser> users) {
        List<JudgedUser> tastes = new ArrayList<>(users.size());
        List<int[]> without = new ArrayList<>(users.size());
        for (int index = 0; index < users.size(); index++) {
            JudgedUser user = users.get(index);
            JudgedUser next = users.get((index + 1) % users.size());
            tastes.add(own ? user : next);
            without.add(IntStream.concat(IntStream.of(user.items()), IntStream.of(next.items()))
                    .sorted()
                    .distinct()
                    .toArray());
        }
        return model.lists(tastes, without).stream()
                .map(list -> new Lists(list, list))
                .toList();
    }
}
