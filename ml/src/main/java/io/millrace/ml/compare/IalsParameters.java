package io.millrace.ml.compare;

/**
 * Everything that decides what {@link Ials} comes to.
 *
 * @param regularization lambda
 * @param unobserved what every pair of user and item counts beside those that happened
 * @param power to which the weight of a row is raised that its regularization is multiplied by: at one, users and items of
 *     whom much is known are held as hard for each pair as others; at zero, all alike
 * @param deviation of the first factors, divided by the root of the rank
 */
public record IalsParameters(
        int rank,
        double regularization,
        double unobserved,
        double power,
        double deviation,
        int iterations,
        long seed) {}
