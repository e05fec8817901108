package io.millrace.workloads.shop.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The users of a generated shop, in the order in which they signed up; more than half did before the first order. */
record Customers(List<Customer> all) {
    private static final double FOUNDING_SHARE = 0.55;
    private static final Duration BEFORE_FIRST_ORDER = Duration.ofDays(365);
    private static final double ACTIVITY_SPREAD = 0.8;

    Customers {
        all = List.copyOf(all);
    }

    static Customers of(ShopPlan plan) {
        var dice = new Dice(plan.seed(), "customers");
        Instant[] signUps = signUps(plan, dice);
        List<Customer> customers = new ArrayList<>(signUps.length);
        for (int i = 0; i < signUps.length; i++) {
            double[] segments = Dice.runningTotals(mixture(dice));
            double activity = dice.logNormal(ACTIVITY_SPREAD);
            customers.add(new Customer(i + 1, Person.meet(dice), signUps[i], segments, activity));
        }
        return new Customers(customers);
    }

    private static Instant[] signUps(ShopPlan plan, Dice dice) {
        var signUps = new Instant[plan.users()];
        int founding = Math.max(1, (int) (plan.users() * FOUNDING_SHARE));
        for (int i = 0; i < signUps.length; i++) {
            signUps[i] = i < founding
                    ? within(plan.from().minus(BEFORE_FIRST_ORDER), BEFORE_FIRST_ORDER, dice)
                    : within(plan.from(), ShopPlan.PERIOD, dice);
        }
        Arrays.sort(signUps);
        return signUps;
    }

    private static Instant within(Instant from, Duration span, Dice dice) {
        return from.plusSeconds((long) (dice.fraction() * span.toSeconds()));
    }

    /** Mostly one segment, some of a second, a little of everything. */
    private static double[] mixture(Dice dice) {
        Segment[] segments = Segment.values();
        var shares = new double[segments.length];
        Arrays.fill(shares, 0.08 / segments.length);
        double first = 0.55 + 0.3 * dice.fraction();
        shares[dice.below(segments.length)] += first;
        shares[dice.below(segments.length)] += 0.92 - first;
        return shares;
    }
}
