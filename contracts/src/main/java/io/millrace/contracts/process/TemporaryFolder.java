package io.millrace.contracts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a process keeps what nobody needs once it has ended: blocks that Spark spills, libraries that Java unpacks. The
 * variable {@value #VARIABLE} names the folder in which each process that Millrace starts has one of its own, which is
 * Java's temporary folder there. It is gone when the process ends, and where that was killed, when the next one starts.
 */
public final class TemporaryFolder implements AutoCloseable {
    /** The environment variable that names the folder which processes share. */
    public static final String VARIABLE = "MILLRACE_TEMPORARY_DIR";

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String PROPERTY = "java.io.tmpdir";

    /** A file that its process keeps locked. Only folders that have it are ever deleted, whatever else is beside them. */
    private static final String OWNER = ".millrace-owner";

    private static final String STARTING = ".millrace-lock";

    private final Path path;
    private final FileChannel owner;

    private TemporaryFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** What the variable says; nothing where it is not set. */
    public static Optional<Path> shared() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * Makes the folder of a process that is about to be started, with this variable in its environment.
     *
     * @param shared what the variable says
     * @param name of the process
     * @return the flag by which its JVM uses that folder; Java reads it only once, so that it cannot be set later
     * @throws PipelineException of kind ENVIRONMENT if it cannot be made
     */
    public static String jvmFlag(Path shared, String name) {
        try {
            Files.createDirectories(shared);
            Path folder = Files.createTempDirectory(shared.toAbsolutePath(), name + "-");
            return "-D%s=%s".formatted(PROPERTY, folder);
        } catch (IOException e) {
            throw unusable(shared, e);
        }
    }

    /**
     * Takes the one of this process, and deletes those of processes that have ended.
     *
     * @return nothing where Java's temporary folder is none that {@link #jvmFlag} has made
     * @throws PipelineException of kind ENVIRONMENT if it cannot be taken
     */
    static Optional<TemporaryFolder> ofThisProcess() {
        Path folder = Path.of(System.getProperty(PROPERTY)).toAbsolutePath();
        return shared().filter(shared -> shared.toAbsolutePath().equals(folder.getParent()))
                .map(shared -> taken(folder));
    }

    private static TemporaryFolder taken(Path folder) {
        // One after the other, else one takes what another is about to lock for abandoned.
        try (FileChannel alone = opened(folder.resolveSibling(STARTING))) {
            alone.lock();
            removeAbandoned(folder.getParent());
            FileChannel owner = opened(folder.resolve(OWNER));
            owner.lock();
            return new TemporaryFolder(folder, owner);
        } catch (IOException e) {
            throw unusable(folder.getParent(), e);
        }
    }

    private static PipelineException unusable(Path shared, IOException cause) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "No temporary folder can be made in %s (%s); free space there, or name another in %s"
                        .formatted(shared, cause.getMessage(), VARIABLE),
                cause);
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void removeAbandoned(Path shared) throws IOException {
        List<Path> owners;
        try (Stream<Path> folders = Files.list(shared)) {
            owners = folders.map(folder -> folder.resolve(OWNER))
                    .filter(Files::exists)
                    .toList();
        }
        for (Path file : owners) {
            try (FileChannel owner = opened(file)) {
                // The system gives the lock back when its process ends, however that ends.
                if (owner.tryLock() != null) {
                    delete(file.getParent());
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} has just been deleted by its own process", file.getParent());
            }
        }
    }

    /** Deletes it; what cannot be deleted is no reason to fail, and left to the next process. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            // The file of the owner goes last but one: a folder without it would never be found again.
            List<Path> deepestFirst = files.filter(file -> !file.equals(folder.resolve(OWNER)))
                    .filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder.resolve(OWNER));
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be deleted ({}); the next process tries again", folder, e.toString());
        }
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        delete(path);
        try {
            owner.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} cannot be given back before the process ends", path, e);
        }
    }
}
