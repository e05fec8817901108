package io.millrace.contracts.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far an item falls for a user who saw it and did not click it.
 *
 * <p>With {@code n} the sum of {@code 2^(-age / halfLife)} over the occasions on which the item was shown since the user
 * last clicked it, the item keeps {@code f = 1 / (1 + strength * n)}: a score above zero becomes {@code f} times as large,
 * one below zero {@code 2 - f} times, which is lower as well.
 *
 * @param strength with 1 an item that was shown once keeps half of its score; 0 damps nothing
 * @param remembered glances of a user that count at most, the latest
 */
public record Damping(double strength, Duration halfLife, int remembered) {
    /** After so many half-lives an impression counts a thousandth and is forgotten. */
    private static final int HALF_LIVES = 10;

    public Damping {
        require(
                strength >= 0 && !Double.isInfinite(strength),
                "damping.strength must be from 0 on, but is " + strength);
        require(halfLife.toMillis() > 0, "damping.half-life must be longer than zero, but is " + halfLife);
        require(remembered >= 1, "damping.remembered must be at least 1, but is " + remembered);
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence);
        }
    }

    /** Reads the settings below {@code damping}. */
    public static Damping from(Settings settings) {
        return new Damping(
                settings.decimal("damping.strength"),
                settings.duration("damping.half-life"),
                settings.number("damping.remembered"));
    }

    /** Whether anything is damped. */
    public boolean isOn() {
        return strength > 0;
    }

    /** How long a user's glances are kept after the last one. */
    public Duration kept() {
        return halfLife.multipliedBy(HALF_LIVES);
    }

    /** What each item keeps that is damped at a moment: above 0 and below 1. Glances older than they are kept do not count. */
    public Map<String, Double> factors(Collection<Glance> glances, Instant now) {
        Instant oldest = now.minus(kept());
        List<Glance> counting =
                glances.stream().filter(glance -> !glance.at().isBefore(oldest)).toList();
        Map<String, Instant> clicks = new HashMap<>();
        counting.stream()
                .filter(Glance::clicked)
                .forEach(click ->
                        clicks.merge(click.item(), click.at(), (left, right) -> left.isAfter(right) ? left : right));
        Map<String, Double> sums = new HashMap<>();
        for (Glance glance : counting) {
            if (!glance.clicked() && isAfter(glance, clicks.get(glance.item()))) {
                sums.merge(glance.item(), weight(glance.at(), now), Double::sum);
            }
        }
        Map<String, Double> factors = new HashMap<>();
        sums.forEach((item, sum) -> factors.put(item, 1 / (1 + strength * sum)));
        return factors;
    }

    private static boolean isAfter(Glance shown, Instant click) {
        return click == null || shown.at().isAfter(click);
    }

    /** Clocks differ: one that is to come counts as one of now. */
    private double weight(Instant at, Instant now) {
        double age = Math.max(0, Duration.between(at, now).toMillis());
        return Math.pow(2, -age / halfLife.toMillis());
    }

    /** The score of an item that keeps this. */
    public static double damped(double score, double factor) {
        return score > 0 ? score * factor : score * (2 - factor);
    }

    /** The score that became this one. */
    public static double undamped(double damped, double factor) {
        return damped > 0 ? damped / factor : damped / (2 - factor);
    }
}
