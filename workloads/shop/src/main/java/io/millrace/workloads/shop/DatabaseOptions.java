package io.millrace.workloads.shop;

import io.millrace.contracts.process.Secret;
import io.millrace.workloads.shop.database.ShopDatabase;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a command works on. The password comes from the environment, where no process list shows it. */
final class DatabaseOptions {
    private static final String PASSWORD = "MILLRACE_SHOP_PASSWORD";

    @Option(
            names = "--jdbc-url",
            required = true,
            defaultValue = "${env:MILLRACE_SHOP_URL}",
            paramLabel = "URL",
            description =
                    "the shop's database, such as jdbc:postgresql://localhost:5432/shop (default: MILLRACE_SHOP_URL);"
                            + " its password is in " + PASSWORD)
    private String jdbcUrl;

    @Option(
            names = "--user",
            defaultValue = "${env:MILLRACE_SHOP_USER:-postgres}",
            description = "the database user, who must own the tables (default: MILLRACE_SHOP_USER, else postgres)")
    private String user;

    ShopDatabase database() {
        String password = Optional.ofNullable(System.getenv(PASSWORD)).orElse("");
        return new ShopDatabase(jdbcUrl, user, Secret.of(password));
    }
}
