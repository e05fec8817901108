package io.millrace.streaming.figure;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a row counts.
 *
 * @param at the row's time
 * @param only per place the texts of which it must have one
 */
record Conditions(Place at, Map<Place, List<String>> only) {
    Conditions {
        only = new HashMap<>(only);
    }

    /** The time of a row that counts; nothing where it does not. */
    Optional<Long> micros(WholeRow row) {
        boolean counts = only.entrySet().stream().allMatch(condition -> row.at(condition.getKey())
                .filter(condition.getValue()::contains)
                .isPresent());
        return counts ? row.at(at).map(Long::parseLong) : Optional.empty();
    }

    /** The product of exact numbers; nothing where one is NULL. */
    static Optional<BigDecimal> product(WholeRow row, List<Place> factors) {
        BigDecimal product = BigDecimal.ONE;
        for (Place factor : factors) {
            Optional<String> value = row.at(factor);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            product = product.multiply(new BigDecimal(value.get()));
        }
        return Optional.of(product.signum() == 0 ? BigDecimal.ZERO : product.stripTrailingZeros());
    }
}
