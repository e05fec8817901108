package io.millrace.ml.judge;

import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.Factors;
import io.millrace.ml.als.FoldIn;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.rank.TopItems;
import io.millrace.ml.rank.TopItems.ScoredUser;
import io.millrace.ml.rank.TopList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Ranks as the API does: folds the user in against item factors. Items that have none are in no list. */
public final class FactorRanker implements Ranker {
    private static final long serialVersionUID = 1;
    private static final int[] NONE = {};

    private final int k;
    private final ItemMatrix items;
    private final FoldIn foldIn;

    /**
     * Ranks by these factors.
     *
     * @param k length of the lists
     * @param parameters with which the factors were fitted
     */
    public FactorRanker(int k, ItemMatrix items, AlsParameters parameters) {
        this.k = k;
        this.items = items;
        this.foldIn = new FoldIn(items, parameters);
    }

    /** Ranks by what ALS found with these parameters. */
    public static FactorRanker of(int k, Factors factors, AlsParameters parameters) {
        return new FactorRanker(k, ItemMatrix.of(factors.items(), parameters.rank()), parameters);
    }

    @Override
    public List<Lists> of(List<JudgedUser> users) {
        List<ScoredUser> without = new ArrayList<>(users.size());
        List<ScoredUser> with = new ArrayList<>(users.size());
        for (JudgedUser user : users) {
            float[] factor = foldIn.of(user.items(), user.strengths());
            without.add(new ScoredUser(factor, positions(user.items())));
            with.add(new ScoredUser(factor, NONE));
        }
        var top = new TopItems(items, all(), k);
        List<TopList> fresh = top.of(without);
        List<TopList> all = top.of(with);
        List<Lists> lists = new ArrayList<>(users.size());
        for (int index = 0; index < users.size(); index++) {
            lists.add(new Lists(numbers(fresh.get(index)), numbers(all.get(index))));
        }
        return lists;
    }

    /** The lists by these tastes, each without the items of these numbers. */
    List<int[]> lists(List<JudgedUser> tastes, List<int[]> without) {
        List<ScoredUser> scored = new ArrayList<>(tastes.size());
        for (int index = 0; index < tastes.size(); index++) {
            JudgedUser taste = tastes.get(index);
            scored.add(new ScoredUser(foldIn.of(taste.items(), taste.strengths()), positions(without.get(index))));
        }
        return new TopItems(items, all(), k)
                .of(scored).stream().map(this::numbers).toList();
    }

    private int[] positions(int[] numbers) {
        return Arrays.stream(numbers)
                .map(items::position)
                .filter(position -> position >= 0)
                .toArray();
    }

    private int[] numbers(TopList list) {
        return Arrays.stream(list.positions()).map(items::number).toArray();
    }

    private BitSet all() {
        var all = new BitSet();
        all.set(0, items.size());
        return all;
    }
}
