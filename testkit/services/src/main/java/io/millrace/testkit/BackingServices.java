package io.millrace.testkit;

import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The four services of one folder; each runs or does not.
 *
 * @param postgres in the sub-folder of that name, like the others
 * @param kafka the broker
 * @param objectStore with the bucket {@code lake}
 * @param redis the online store
 */
public record BackingServices(
        PostgresService postgres, KafkaService kafka, ObjectStoreService objectStore, RedisService redis)
        implements AutoCloseable {
    private static final String BUCKET = "lake";

    /** For tests: free ports, gone with this JVM. */
    public static BackingServices temporary(Path folder, MillraceHome home) {
        Binaries shared = new Binaries(home.path().resolve("testkit/target/binaries"));
        return at(new Layout(folder, folder, ServicePorts.free(), Lifetime.WITH_THIS_JVM), home, shared);
    }

    /** For a product: those ports, logs in one folder, and they run until they are stopped. */
    public static BackingServices lasting(Path folder, Path logs, ServicePorts ports, MillraceHome home) {
        Binaries own = new Binaries(folder.resolve("binaries"));
        return at(new Layout(folder, logs, ports, Lifetime.UNTIL_STOPPED), home, own);
    }

    private static BackingServices at(Layout layout, MillraceHome home, Binaries binaries) {
        ServicePorts ports = layout.ports();
        return new BackingServices(
                new PostgresService(layout.place("postgres", ports.postgres()), binaries),
                new KafkaService(layout.place("kafka", ports.kafka()), home),
                new ObjectStoreService(layout.place("object-store", ports.objectStore()), home, BUCKET),
                new RedisService(layout.place("redis", ports.redis()), binaries));
    }

    /** All of them, in the order in which the data passes them. */
    public List<BackingService> all() {
        return Stream.of(ServiceKind.values()).map(this::of).toList();
    }

    /** The one of that kind. */
    public BackingService of(ServiceKind kind) {
        return switch (kind) {
            case POSTGRES -> postgres;
            case KAFKA -> kafka;
            case OBJECT_STORE -> objectStore;
            case REDIS -> redis;
        };
    }

    /**
     * Starts these side by side and returns when each answers.
     *
     * @throws StartException of the first that cannot start; the others run then
     */
    public void start(Collection<ServiceKind> kinds) {
        List<CompletableFuture<Void>> starts = kinds.stream()
                .map(kind -> CompletableFuture.runAsync(() -> of(kind).start(), task -> {
                    Thread thread = new Thread(task, "start-" + kind);
                    thread.setDaemon(true);
                    thread.start();
                }))
                .toList();
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartException cannotStart) {
                throw cannotStart;
            }
            throw e;
        }
    }

    /** Stops those that run; what they hold stays. */
    @Override
    public void close() {
        all().forEach(BackingService::stop);
    }

    private record Layout(Path folder, Path logs, ServicePorts ports, Lifetime lifetime) {
        ServicePlace place(String name, int port) {
            return new ServicePlace(folder.resolve(name), logs, port, lifetime);
        }
    }
}
