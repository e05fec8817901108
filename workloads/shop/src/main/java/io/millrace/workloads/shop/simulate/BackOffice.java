package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.generate.Dice;
import io.millrace.workloads.shop.generate.Person;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;

/** The transactions over users and products. None commits: the caller does. */
final class BackOffice {
    private final Connection connection;
    private final Dice dice;
    private final ShopClock clock;

    BackOffice(Connection connection, Dice dice, ShopClock clock) {
        this.connection = connection;
        this.dice = dice;
        this.clock = clock;
    }

    /** Signs up somebody new and returns the user's id. */
    int signUp() throws SQLException {
        Person person = Person.meet(dice);
        int id = Sql.number(connection, "SELECT nextval(pg_get_serial_sequence('public.users', 'user_id'))")
                .orElseThrow();
        Sql.update(
                connection,
                "INSERT INTO public.users (user_id, name, email, city, country, created_at, last_login)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                person.name(),
                person.email(id),
                person.city(),
                person.country(),
                clock.now(),
                clock.now());
        return id;
    }

    /** Somebody looks around; one in five has moved to another city meanwhile. */
    boolean logIn(int user) throws SQLException {
        if (dice.hits(0.2)) {
            String city = Person.meet(dice).city();
            return Sql.update(
                            connection,
                            "UPDATE public.users SET last_login = ?, city = ? WHERE user_id = ?",
                            clock.now(),
                            city,
                            user)
                    == 1;
        }
        return Sql.update(connection, "UPDATE public.users SET last_login = ? WHERE user_id = ?", clock.now(), user)
                == 1;
    }

    /** A delivery arrives, and now and then the price goes up or down a little with it. */
    boolean restock(int product) throws SQLException {
        BigDecimal factor = dice.hits(0.2) ? BigDecimal.valueOf(95 + dice.below(11), 2) : BigDecimal.ONE;
        return Sql.update(
                        connection,
                        "UPDATE public.products SET stock = stock + ?, price = round(price * ?, 2) WHERE product_id = ?",
                        20 + dice.below(80),
                        factor,
                        product)
                == 1;
    }

    /** Erases a user with everything the user ever ordered. */
    boolean erase(int user) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM public.order_items WHERE order_id IN (SELECT order_id FROM public.orders WHERE user_id = ?)",
                user);
        Sql.update(connection, "DELETE FROM public.orders WHERE user_id = ?", user);
        return Sql.update(connection, "DELETE FROM public.users WHERE user_id = ?", user) == 1;
    }
}
