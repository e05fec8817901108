package io.millrace.workloads.shop;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.ShopSchema;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates the tables that are absent. */
@Command(name = "create-schema", description = "Create the shop's tables where they are absent; nothing is dropped.")
final class CreateSchemaCommand implements Entrypoint.Work {
    @Mixin
    private DatabaseOptions options;

    @Override
    public void run() {
        try (Connection connection = options.database().open()) {
            new ShopSchema(connection).create();
            System.out.println("The shop has its tables: users, products, orders, order_items");
        } catch (SQLException e) {
            throw ShopDatabase.refused("The connection cannot be closed", e);
        }
    }
}
