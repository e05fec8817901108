package io.millrace.trino;

import io.millrace.contracts.process.Settings;
import io.millrace.testkit.ObjectStoreService;
import io.millrace.testkit.TestStack;
import io.millrace.trino.query.Answer;
import io.millrace.trino.query.Trino;
import io.millrace.trino.registration.LakeListing;
import io.millrace.trino.registration.Registration;
import io.millrace.trino.registration.RegistrationLoop;
import io.millrace.trino.registration.TableCatalog;
import io.millrace.trino.server.ServerArchive;
import io.millrace.trino.server.ServerInstall;
import io.millrace.trino.server.TrinoServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

import static io.millrace.testkit.ServiceKind.OBJECT_STORE;

/** A Trino server over an object store, both real, and the user who asks it. */
final class TrinoStack implements AutoCloseable {
    private static final TestStack SERVICES = TestStack.with(OBJECT_STORE);
    // Unpacked once; a clean build unpacks it again from Maven's repository.
    private static final Path INSTALLED = Path.of("target", "trino").toAbsolutePath();

    private final Settings settings;
    private final TrinoServer server;
    private final LakeListing listing;
    private final TableCatalog catalog;
    private final RegistrationLoop registration;
    private final Trino user;

    private TrinoStack(Settings settings, TrinoServer server) {
        this.settings = settings;
        this.server = server;
        TrinoConfig config = TrinoConfig.from(settings);
        this.listing = new LakeListing(LakeStore.from(settings));
        this.catalog = new TableCatalog(config.url(), server.serviceUser());
        this.registration = new RegistrationLoop(new Registration(listing, catalog), Duration.ofHours(1));
        this.user = new Trino(config.url(), "analyst");
    }

    static TrinoStack start() throws InterruptedException, IOException {
        ObjectStoreService store = SERVICES.objectStore();
        Settings settings = Settings.parse(
                """
                lake { root = "s3a://%s", endpoint = "%s", access-key = "%s", secret-key = "%s" }
                trino { http.port = %d, heap-megabytes = 1024, data-dir = "%s" }
                """
                        .formatted(
                                store.bucket(),
                                store.endpoint(),
                                store.accessKey(),
                                store.secretKey(),
                                freePort(),
                                INSTALLED));
        TrinoServer server = TrinoServer.start(
                TrinoConfig.from(settings), LakeStore.from(settings), line -> System.out.println("[TrinoIT] " + line));
        server.awaitReady();
        return new TrinoStack(settings, server);
    }

    /** Fetches the server where it is not there. */
    static void fetch() throws InterruptedException {
        new ServerInstall(INSTALLED).ensure(new ServerArchive("mvn"), line -> System.out.println("[TrinoIT] " + line));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Settings settings() {
        return settings;
    }

    Trino user() {
        return user;
    }

    Trino as(String name) {
        return new Trino(user.server(), name);
    }

    String serviceUser() {
        return server.serviceUser();
    }

    Answer ask(String sql) {
        return user.ask(sql);
    }

    RegistrationLoop.State register() {
        return registration.turn();
    }

    @Override
    public void close() {
        catalog.close();
        listing.close();
        server.close();
    }
}
