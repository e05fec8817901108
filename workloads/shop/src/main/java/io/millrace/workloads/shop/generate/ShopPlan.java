package io.millrace.workloads.shop.generate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.time.Instant;

/**
 * What determines every row of a generated shop: its sizes, the seed, and the instant before which all of it happened.
 */
public record ShopPlan(int users, int products, int orders, long seed, Instant until) {
    /** Fixed, so that the shop without flags is the same everywhere and on any day; live orders go on from there. */
    public static final Instant DEFAULT_UNTIL = Instant.parse("2026-01-01T00:00:00Z");

    /** The time over which the orders are spread: about 18 months. */
    static final Duration PERIOD = Duration.ofDays(548);

    public ShopPlan {
        requireAtLeast(2, users, "--users");
        requireAtLeast(20, products, "--products");
        requireAtLeast(1, orders, "--orders");
    }

    /** The default shop: 2,000 users, 1,000 products and 40,000 orders. */
    public static ShopPlan standard() {
        return new ShopPlan(2_000, 1_000, 40_000, 42, DEFAULT_UNTIL);
    }

    /** A text that is the same for plans that give the same rows, and only for them. */
    public String text() {
        return "a generated shop with %d users, %d products and %d orders, seed %d, until %s"
                .formatted(users, products, orders, seed, until);
    }

    /** When the first order can have been placed. */
    Instant from() {
        return until.minus(PERIOD);
    }

    private static void requireAtLeast(int least, int value, String flag) {
        if (value < least) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "%s must be at least %d, but is %d".formatted(flag, least, value));
        }
    }
}
