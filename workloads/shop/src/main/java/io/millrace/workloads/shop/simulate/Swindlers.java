package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.generate.Dice;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * People who order with cards that are not theirs: one order of an impossible value, or many orders within seconds. All of
 * these orders are refused as they are placed, so they are in no revenue and teach no taste.
 */
final class Swindlers {
    /** Orders of one user at once: more than the ten of a minute, which no honest customer reaches. */
    static final int BURST = 12;

    private static final BigDecimal IMPOSSIBLE = new BigDecimal("60000000");

    private final Connection connection;
    private final ShopMemory memory;
    private final Dice dice;
    private final OrderDesk desk;

    Swindlers(Connection connection, ShopMemory memory, Dice dice, OrderDesk desk) {
        this.connection = connection;
        this.memory = memory;
        this.dice = dice;
        this.desk = desk;
    }

    /** Orders far more of a product than the shop ever had. */
    boolean orderHugely() throws SQLException {
        Optional<Integer> user = memory.tastes().buyer(dice);
        return user.isPresent()
                && desk.onRefusedCard(user.get(), dice.pick(memory.products()), IMPOSSIBLE)
                        .isPresent();
    }

    /** One user orders a piece each of many products, each an order of its own. */
    boolean orderInHaste() throws SQLException {
        Optional<Integer> user = memory.tastes().buyer(dice);
        boolean isPlaced = user.isPresent();
        for (int order = 0; isPlaced && order < BURST; order++) {
            isPlaced = desk.onRefusedCard(user.get(), dice.pick(memory.products()), BigDecimal.ZERO)
                    .isPresent();
            connection.commit();
        }
        return isPlaced;
    }
}
