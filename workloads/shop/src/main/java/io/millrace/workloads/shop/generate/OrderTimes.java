package io.millrace.workloads.shop.generate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/** When orders are placed: more as the shop grows, before Christmas, on weekends and in the evening. All in UTC. */
final class OrderTimes {
    private static final double[] HOURS = {
        2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 13, 12, 11, 11, 12, 13, 15, 18, 20, 17, 10, 5
    };

    private OrderTimes() {}

    /** As many instants as the plan has orders, ascending. */
    static Instant[] of(ShopPlan plan) {
        var dice = new Dice(plan.seed(), "times");
        double[] days = Dice.runningTotals(dayWeights(plan));
        double[] hours = Dice.runningTotals(HOURS);
        var times = new Instant[plan.orders()];
        for (int i = 0; i < times.length; i++) {
            long day = dice.index(days, days.length);
            long hour = dice.index(hours, hours.length);
            times[i] = plan.from().plusSeconds((day * 24 + hour) * 3_600 + dice.below(3_600));
        }
        Arrays.sort(times);
        return times;
    }

    private static double[] dayWeights(ShopPlan plan) {
        var weights = new double[(int) ShopPlan.PERIOD.toDays()];
        for (int day = 0; day < weights.length; day++) {
            LocalDate date = LocalDate.ofInstant(plan.from(), ZoneOffset.UTC).plusDays(day);
            double growth = 1 + 0.6 * day / weights.length;
            double year = 1 + 0.25 * StrictMath.cos(2 * StrictMath.PI * (date.getDayOfYear() - 345) / 365);
            boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
            weights[day] = growth * year * (weekend ? 1.25 : 1);
        }
        return weights;
    }
}
