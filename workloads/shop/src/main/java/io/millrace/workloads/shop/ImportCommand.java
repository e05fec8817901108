package io.millrace.workloads.shop;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.workloads.shop.database.ShopCounts;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.ShopSchema;
import io.millrace.workloads.shop.retail.RetailImport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills an empty shop with the orders of a real one. */
@Command(
        name = "import",
        description = {
            "Fill an empty shop with the Online Retail data set (csv or csv.gz).",
            "Chen, D. (2015), Online Retail, UCI Machine Learning Repository, set 352, CC BY 4.0.",
            "Its times are taken as UTC, of several descriptions the most frequent one is the title,",
            "and stock codes are numbered in the order of their first appearance."
        })
final class ImportCommand implements Entrypoint.Work {
    @Mixin
    private DatabaseOptions options;

    @Parameters(paramLabel = "FILE", description = "online_retail.csv or online_retail.csv.gz")
    private Path file;

    @Option(names = "--unless-loaded", description = "do nothing if exactly this file is there, complete")
    private boolean unlessLoaded;

    @Override
    public void run() throws InterruptedException {
        try (Connection connection = options.database().open()) {
            if (unlessLoaded && new ShopSchema(connection).holds(RetailImport.sourceOf(file))) {
                System.out.println("The shop is loaded already: " + ShopCounts.of(connection));
                return;
            }
            new RetailImport(connection, System.out::println).load(file).text().forEach(System.out::println);
        } catch (SQLException e) {
            throw ShopDatabase.refused("The connection cannot be closed", e);
        }
    }
}
