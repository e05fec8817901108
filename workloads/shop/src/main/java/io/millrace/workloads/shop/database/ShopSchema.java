package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The four tables of the shop; creates what is absent and drops nothing. */
public final class ShopSchema {
    private static final Map<String, List<String>> COLUMNS = columns();

    private final Connection connection;

    public ShopSchema(Connection connection) {
        this.connection = connection;
    }

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("users", List.of("user_id", "name", "email", "city", "country", "created_at", "last_login"));
        columns.put("products", List.of("product_id", "name", "price", "category", "stock"));
        columns.put("orders", List.of("order_id", "user_id", "total_amount", "status", "created_at"));
        columns.put("order_items", List.of("order_item_id", "order_id", "product_id", "quantity", "price_per_unit"));
        return columns;
    }

    /** The columns of a table of the shop, its key first. */
    static List<String> columnsOf(String table) {
        return COLUMNS.get(table);
    }

    /**
     * Creates the tables that are absent, in one transaction. Where all are there it locks none of them: an index that is
     * asked for again, and is there, waits for writers all the same, who may wait for each other.
     *
     * @throws PipelineException of kind CONFIGURATION if a table of that name is there and is not the shop's
     */
    public void create() {
        try {
            boolean isWhole = true;
            for (var table : COLUMNS.entrySet()) {
                isWhole &= isFitting(table.getKey(), table.getValue());
            }
            if (!isWhole) {
                try (var statement = connection.createStatement()) {
                    statement.execute(script());
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw ShopDatabase.refused("The shop's tables cannot be created", e);
        }
    }

    /** Whether the table is there; one of that name that is another is refused. */
    private boolean isFitting(String table, List<String> expected) throws SQLException {
        Set<String> found = existingColumns(table);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        if (!found.isEmpty() && !missing.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The database already has a table public.%s that is not the shop's (it lacks %s); use another database"
                            .formatted(table, String.join(", ", missing)));
        }
        return !found.isEmpty();
    }

    private Set<String> existingColumns(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT column_name FROM information_schema.columns"
                + " WHERE table_schema = 'public' AND table_name = ?")) {
            query.setString(1, table);
            Set<String> names = new TreeSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        }
    }

    /**
     * How much of this load is there already, if the same load was interrupted; nothing if the shop is empty.
     *
     * @param source what is to be loaded
     * @throws PipelineException of kind CONFIGURATION if the shop holds anything else: a load would double it
     */
    public Optional<Long> requireEmptyOrInterrupted(String source) {
        try {
            Optional<LoadMark> mark = LoadMark.find(connection);
            Optional<String> occupied = firstTableWithRows();
            connection.commit();
            if (occupied.isEmpty()) {
                return Optional.empty();
            }
            if (mark.isEmpty() || mark.get().complete() || !mark.get().source().equals(source)) {
                throw occupied(occupied.get(), mark);
            }
            return Optional.of(mark.get().done());
        } catch (SQLException e) {
            throw ShopDatabase.refused("The shop's tables cannot be read", e);
        }
    }

    /** Whether this very load is there, complete. */
    public boolean holds(String source) {
        try {
            boolean complete = LoadMark.find(connection)
                    .filter(load -> load.complete() && load.source().equals(source))
                    .isPresent();
            boolean holds = complete && firstTableWithRows().isPresent();
            connection.commit();
            return holds;
        } catch (SQLException e) {
            throw ShopDatabase.refused("The shop's tables cannot be read", e);
        }
    }

    private Optional<String> firstTableWithRows() throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String table : COLUMNS.keySet()) {
                try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM public." + table + ")")) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return Optional.of(table);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static PipelineException occupied(String table, Optional<LoadMark> mark) {
        String what = mark.map(load -> (load.complete() ? "from " : "from an unfinished load of ") + load.source())
                .orElse("of unknown origin");
        return new PipelineException(
                FailureKind.CONFIGURATION,
                ("The database already holds shop data %s (public.%s has rows), and loading more would mix or double it;"
                                + " use an empty database, or empty this one with: TRUNCATE order_items, orders, products, users")
                        .formatted(what, table));
    }

    /** The SQL that creates the tables. */
    public static String script() {
        try (InputStream script = ShopSchema.class.getResourceAsStream("schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
