package io.millrace.ml.clicks;

/**
 * Between which bounds a share lies, with a certainty of 95 %, of which so many cases are known (Wilson, 1927). Unlike the
 * usual interval it is right for few cases and for shares near zero, as click-through is.
 *
 * @param lower 0 where nothing is known
 * @param upper 1 where nothing is known
 */
record WilsonInterval(double lower, double upper) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** That of so many hits among so many cases. */
    static WilsonInterval of(long hits, long cases) {
        if (cases == 0) {
            return new WilsonInterval(0, 1);
        }
        double share = (double) hits / cases;
        double weight = Z * Z / cases;
        double centre = (share + weight / 2) / (1 + weight);
        double half = Z / (1 + weight) * Math.sqrt(share * (1 - share) / cases + weight / (4 * cases));
        return new WilsonInterval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
