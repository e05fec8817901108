package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** An amount of money as the shop's tables hold it: not negative, of two decimals and up to twelve digits before them. */
public record Price(BigDecimal amount) {
    /** What an amount must be, as the end of a sentence. */
    public static final String RULE = "must be a number from 0 to 999999999999.99 with at most two decimals";

    private static final int DECIMALS = 2;
    private static final int DIGITS = 12;

    public Price {
        if (!isPrice(amount)) {
            throw new IllegalArgumentException("A price " + RULE);
        }
        // A zero may be written with any number of decimals, such as 0e-600000000: nothing is computed from them.
        amount = (amount.signum() == 0 ? BigDecimal.ZERO : amount).setScale(DECIMALS);
    }

    /** The price of this amount. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Price of(BigDecimal amount) {
        return new Price(amount);
    }

    /** Whether this can be a price. */
    public static boolean isPrice(BigDecimal amount) {
        // Before anything is computed: 1e999999999 is short to write and takes a gigabyte as a number with decimals.
        return amount.signum() == 0
                || amount.signum() > 0
                        && (long) amount.precision() - amount.scale() <= DIGITS
                        && (long) amount.scale() - amount.precision() < DECIMALS
                        && amount.stripTrailingZeros().scale() <= DECIMALS;
    }

    @JsonValue
    @Override
    public BigDecimal amount() {
        return amount;
    }
}
