package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.User;
import java.time.Instant;
import java.util.Optional;

/**
 * A user with what only its maker knows: the mixture of segments that shapes the taste, and how often the user buys.
 *
 * @param segments running totals of the segments' shares
 * @param activity the weight among all buyers
 */
record Customer(int id, Person person, Instant signedUp, double[] segments, double activity) {

    User row(Instant lastLogin) {
        return new User(
                id, person.name(), person.email(id), Optional.of(person.city()), person.country(), signedUp, lastLogin);
    }
}
