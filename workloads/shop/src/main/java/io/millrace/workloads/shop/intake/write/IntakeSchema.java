package io.millrace.workloads.shop.intake.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables that the intake keeps beside the shop's. */
final class IntakeSchema {
    private IntakeSchema() {}

    /** Creates what is absent, and commits. */
    static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // Two processes that create the same at once would be in each other's way.
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('shop-intake'))");
            statement.execute(script());
        }
        connection.commit();
    }

    private static String script() {
        try (InputStream script = IntakeSchema.class.getResourceAsStream("intake.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
