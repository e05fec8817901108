package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.generate.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who buys, and what: a customer buys what people bought who bought the same as the customer. So whatever taste the
 * shop's past has, generated or real, its future has too.
 *
 * <p>A newcomer without a past is taken for a friend of somebody who has one.
 */
final class LikeMinded {
    private static final double HABIT = 0.15;
    private static final double BY_ACTIVITY = 0.7;
    private static final int ACQUAINTANCES = 8;

    private final Map<Integer, List<Integer>> productsOfUser = new HashMap<>();
    private final Map<Integer, List<Integer>> usersOfProduct = new HashMap<>();
    private final List<Integer> buyers = new ArrayList<>();
    private final List<Integer> users = new ArrayList<>();

    void addUser(int user) {
        users.add(user);
    }

    void addPurchase(int user, int product) {
        productsOfUser.computeIfAbsent(user, id -> new ArrayList<>()).add(product);
        usersOfProduct.computeIfAbsent(product, id -> new ArrayList<>()).add(user);
        buyers.add(user);
    }

    /** Forgets a user who has left; what the user bought stays known as somebody's taste. */
    void removeUser(int user) {
        users.remove((Integer) user);
        buyers.removeIf(buyer -> buyer == user);
    }

    /** Mostly those who buy much, sometimes anyone; nobody if there are no users. */
    Optional<Integer> buyer(Dice dice) {
        if (users.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(dice.pick(!buyers.isEmpty() && dice.hits(BY_ACTIVITY) ? buyers : users));
    }

    /** A product that the user may want; nothing if the shop has never sold any. */
    Optional<Integer> wish(int user, Dice dice) {
        List<Integer> own = productsOfUser.getOrDefault(user, List.of());
        if (own.isEmpty()) {
            return buyers.isEmpty() ? Optional.empty() : Optional.of(dice.pick(productsOfUser.get(dice.pick(buyers))));
        }
        int liked = dice.pick(own);
        if (dice.hits(HABIT)) {
            return Optional.of(liked);
        }
        return Optional.of(dice.pick(productsOfUser.get(closest(own, usersOfProduct.get(liked), dice))));
    }

    private int closest(List<Integer> own, List<Integer> candidates, Dice dice) {
        Set<Integer> mine = Set.copyOf(own);
        int closest = dice.pick(candidates);
        double most = 0;
        for (int i = 0; i < ACQUAINTANCES; i++) {
            int candidate = dice.pick(candidates);
            List<Integer> theirs = productsOfUser.get(candidate);
            double shared = (double) theirs.stream().filter(mine::contains).count() / theirs.size();
            // Who has only bought the same teaches nothing new.
            if (shared < 1 && shared > most) {
                closest = candidate;
                most = shared;
            }
        }
        return closest;
    }
}
