package io.millrace.testkit;

import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Postgres 17, ready for logical replication, with a password of its own. */
public final class PostgresService implements BackingService {
    private static final String SUPERUSER = "postgres";
    private static final int PASSWORD_LENGTH = 32;
    private static final String MAJOR = "17";
    private static final String PATIENCE_SECONDS = "5";

    private final ServicePlace place;
    private final Binaries binaries;
    private final Map<String, String> settings;
    private final SecretFile password;
    private final ServiceProcess service;

    /** Postgres at that place. */
    public PostgresService(ServicePlace place, Binaries binaries) {
        this(place, binaries, Map.of());
    }

    /** Postgres at that place with settings of its own, such as {@code max_slot_wal_keep_size}. */
    public PostgresService(ServicePlace place, Binaries binaries, Map<String, String> settings) {
        this.place = place;
        this.binaries = binaries;
        this.settings = Map.copyOf(settings);
        this.password = new SecretFile(place.folder().resolve("password"));
        // Not TERM: on that, Postgres waits for its clients to leave.
        this.service = new ServiceProcess("postgres", place, this::accepts, Signal.INT);
    }

    @Override
    public ServiceProcess service() {
        return service;
    }

    @Override
    public void start() {
        if (service.alreadyServes()) {
            return;
        }
        try {
            Path home = binaries.postgres();
            PostgresOwner owner = PostgresOwner.ofThisProcess();
            PostgresFolder folder = new PostgresFolder(place.folder().resolve("data"));
            if (!folder.exists()) {
                folder.create(home, owner, password(), place.lasting());
            }
            folder.refuseOtherVersion(MAJOR);
            folder.forgetDeadServer();
            service.start(ProcessCommand.in(place.folder(), owner.command(serverLine(home, folder))));
        } catch (IOException e) {
            throw new StartException(
                    "Cannot prepare the data of Postgres in %s: %s".formatted(place.folder(), Reason.of(e)), e);
        }
    }

    /** The role that owns everything. */
    public String user() {
        return SUPERUSER;
    }

    /** The password of that role, made up once for this folder. */
    public String password() {
        return password.secret(PASSWORD_LENGTH);
    }

    /** The JDBC address of a database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s/%s".formatted(address(), database);
    }

    /** A connection of the superuser to a database; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), login());
    }

    /** Makes sure that there is a database of that name; says whether it is new. */
    public boolean createDatabase(String database) throws SQLException {
        try (Connection connection = connect(SUPERUSER)) {
            if (exists(connection, database)) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE \"%s\"".formatted(database.replace("\"", "\"\"")));
            }
            return true;
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Properties login() {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        return properties;
    }

    private boolean accepts() {
        Properties impatient = login();
        impatient.setProperty("socketTimeout", PATIENCE_SECONDS);
        try (Connection connection = DriverManager.getConnection(jdbcUrl(SUPERUSER), impatient)) {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private List<String> serverLine(Path home, PostgresFolder folder) {
        Map<String, String> all = new HashMap<>(Map.of(
                "port", Integer.toString(place.port()),
                "listen_addresses", host(),
                // A path to a socket may have 107 letters; a folder of data may be deeper.
                "unix_socket_directories", "",
                "wal_level", "logical",
                "max_replication_slots", "20",
                "max_wal_senders", "20",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "log_line_prefix", "%m [%p] "));
        all.put("shared_buffers", "64MB");
        if (!place.lasting()) {
            all.put("fsync", "off");
            all.put("full_page_writes", "off");
        }
        all.putAll(settings);
        List<String> line = new ArrayList<>(List.of(
                home.resolve("bin/postgres").toString(), "-D", folder.path().toString()));
        all.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
        return line;
    }
}
