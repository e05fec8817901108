package io.millrace.streaming.total;

/**
 * How much more often something happens now than before, as far as the counts can tell.
 *
 * <p>Given all of both times together, how many of them are of now is binomial with a share that the ratio of the rates
 * decides (Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31, 1940);
 * the lower bound of that share is Wilson's (Probable inference, the law of succession, and statistical inference, Journal
 * of the American Statistical Association 22, 1927). The past counts as what it was in a time as long as now, though more
 * of it may be known: so no three of today, after none ever, come before three hundred after a hundred and fifty. Where
 * less of it is known, it counts as that.
 */
final class RateRatio {
    /** Two and a half per cent of a normal distribution are beyond. */
    private static final double Z = 1.96;

    private RateRatio() {}

    /** How often something happened in how much time. */
    record Count(double rows, double seconds) {}

    /** The ratio of the rates is at least this, with 97.5 % confidence; 0 where nothing happened now. */
    static double lowerBound(Count now, Count past) {
        if (!(now.rows() > 0)) {
            return 0;
        }
        double known = Math.min(1, past.seconds() / now.seconds());
        double before = past.rows() * known * now.seconds() / past.seconds();
        double lower = lowerShare(now.rows(), now.rows() + before);
        return lower / (1 - lower) * known;
    }

    private static double lowerShare(double recent, double all) {
        double share = recent / all;
        double square = Z * Z / all;
        double center = share + square / 2;
        double spread = Z * Math.sqrt(share * (1 - share) / all + square / (4 * all));
        return Math.max(0, (center - spread) / (1 + square));
    }
}
