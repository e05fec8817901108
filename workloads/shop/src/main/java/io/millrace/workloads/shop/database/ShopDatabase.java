package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Where the shop's database is, and as whom to open it. */
public record ShopDatabase(String jdbcUrl, String user, Secret password) {

    public ShopDatabase {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The shop lives in Postgres: its URL must look like jdbc:postgresql://localhost:5432/shop, not '%s'"
                            .formatted(withoutSecrets(jdbcUrl)));
        }
    }

    /** Where it is, for messages: without the parameters and the user, where a password may be written. */
    public String address() {
        return withoutSecrets(jdbcUrl);
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    @Override
    public String toString() {
        return "%s as %s".formatted(address(), user);
    }

    /**
     * A new connection in which each transaction is committed on purpose.
     *
     * @throws PipelineException of kind SOURCE if the database is unreachable or refuses
     */
    public Connection open() {
        return open(properties());
    }

    /**
     * As {@link #open()}, for a caller who cannot wait for a database that says nothing.
     *
     * @param patience for the connection, and for each answer
     */
    public Connection open(Duration patience) {
        String seconds = Long.toString(Math.max(1, patience.toSeconds()));
        var properties = properties();
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        return open(properties);
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("ApplicationName", "millrace-shop");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    private Connection open(Properties properties) {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl, properties);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new PipelineException(
                    FailureKind.SOURCE,
                    "Cannot open the shop's database %s: %s; check that it runs, the user and MILLRACE_SHOP_PASSWORD"
                            .formatted(this, e.getMessage().replace(jdbcUrl, address())),
                    e);
        }
    }

    /** What goes wrong in SQL, said as a failure of the source. */
    public static PipelineException refused(String what, SQLException cause) {
        return new PipelineException(
                FailureKind.SOURCE, "%s, because Postgres says: %s".formatted(what, cause.getMessage()), cause);
    }
}
