package io.millrace.workloads.shop;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.workloads.shop.database.ShopCounts;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.ShopSchema;
import io.millrace.workloads.shop.generate.ShopGenerator;
import io.millrace.workloads.shop.generate.ShopPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills an empty shop with a made-up past. */
@Command(
        name = "generate",
        description = "Fill an empty shop with 18 months of made-up orders. The same flags always give the same rows.")
final class GenerateCommand implements Entrypoint.Work {
    @Mixin
    private DatabaseOptions options;

    @Option(names = "--users", description = "default: ${DEFAULT-VALUE}")
    private int users = ShopPlan.standard().users();

    @Option(names = "--products", description = "default: ${DEFAULT-VALUE}")
    private int products = ShopPlan.standard().products();

    @Option(names = "--orders", description = "default: ${DEFAULT-VALUE}")
    private int orders = ShopPlan.standard().orders();

    @Option(names = "--seed", description = "default: ${DEFAULT-VALUE}")
    private long seed = ShopPlan.standard().seed();

    @Option(
            names = "--until",
            converter = InstantConverter.class,
            paramLabel = "TIME",
            description = "the end of the 18 months: a date, an instant, or 'today' (default: 2026-01-01)")
    private Instant until = ShopPlan.standard().until();

    @Option(names = "--unless-loaded", description = "do nothing if exactly this shop is there, complete")
    private boolean unlessLoaded;

    @Override
    public void run() throws InterruptedException {
        var plan = new ShopPlan(users, products, orders, seed, until);
        try (Connection connection = options.database().open()) {
            if (unlessLoaded && new ShopSchema(connection).holds(plan.text())) {
                System.out.println("The shop is loaded already: " + ShopCounts.of(connection));
                return;
            }
            ShopCounts loaded = new ShopGenerator(plan, System.out::println).load(connection);
            System.out.println("The shop holds " + loaded);
        } catch (SQLException e) {
            throw ShopDatabase.refused("The connection cannot be closed", e);
        }
    }
}
