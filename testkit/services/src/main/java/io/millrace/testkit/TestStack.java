package io.millrace.testkit;

import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The services that the tests of one JVM share: each starts when a test first asks for it and ends with the JVM. */
public final class TestStack {
    private static TestStack shared;

    private final BackingServices services;

    private TestStack(BackingServices services) {
        this.services = services;
    }

    /** The one stack of this JVM, with these services running; those that were not are started side by side. */
    public static synchronized TestStack with(ServiceKind... kinds) {
        if (shared == null) {
            shared = new TestStack(BackingServices.temporary(TestFolder.ofThisJvm(), MillraceHome.find()));
        }
        shared.services.start(List.of(kinds));
        return shared;
    }

    /** Postgres, running. */
    public PostgresService postgres() {
        return running(services.postgres());
    }

    /** Kafka, running. */
    public KafkaService kafka() {
        return running(services.kafka());
    }

    /** The S3 endpoint, running, with the bucket {@code lake}. */
    public ObjectStoreService objectStore() {
        return running(services.objectStore());
    }

    /** Redis, running. */
    public RedisService redis() {
        return running(services.redis());
    }

    /** A new empty folder that is deleted when the JVM ends. */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(TestFolder.ofThisJvm(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for a test", e);
        }
    }

    // A fault test may have killed it; the next one gets it back as if nothing had been.
    private static <T extends BackingService> T running(T service) {
        service.start();
        return service;
    }
}
