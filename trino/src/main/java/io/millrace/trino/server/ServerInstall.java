package io.millrace.trino.server;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The server on this machine: fetched and unpacked the first time, kept from then on.
 *
 * @param dataDir holds it
 */
public record ServerInstall(Path dataDir) {
    private static final long MEGABYTE = 1_000_000;

    /** The folder that the server is unpacked in. */
    public Path folder() {
        return dataDir.resolve("server-" + ServerVersion.NUMBER);
    }

    /** Whether nothing is to be fetched. */
    public boolean isPresent() {
        return Files.isDirectory(folder());
    }

    /**
     * Fetches and unpacks the server where it is not there; a failure on the way leaves nothing behind.
     *
     * @param story gets a line for each step, with sizes, before it begins
     * @throws PipelineException of kind ENVIRONMENT if it cannot be fetched or there is no room for it
     */
    public Path ensure(ServerArchive archive, Consumer<String> story) throws InterruptedException {
        if (isPresent()) {
            return folder();
        }
        Path unfinished = dataDir.resolve("server.unfinished");
        try {
            Files.createDirectories(dataDir);
            delete(unfinished);
            Files.createDirectories(unfinished);
            requireRoom();
            story.accept("Getting the Trino server %s through Maven: %d MB to download, unless its repository has it"
                    .formatted(ServerVersion.NUMBER, ServerVersion.DOWNLOAD_MEGABYTES));
            Path file = archive.into(unfinished);
            story.accept("Unpacking the server and its Delta Lake connector: %d MB stay in %s"
                    .formatted(ServerVersion.UNPACKED_MEGABYTES, folder()));
            Path server = Files.createDirectory(unfinished.resolve("server"));
            ServerParts.unpack(file, server);
            Files.move(server, folder());
            delete(unfinished);
            return folder();
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Cannot put the Trino server into %s: %s; it is fetched again at the next start"
                            .formatted(dataDir, e.getMessage()),
                    e);
        }
    }

    private void requireRoom() throws IOException {
        long needed = (ServerVersion.DOWNLOAD_MEGABYTES + ServerVersion.UNPACKED_MEGABYTES) * MEGABYTE;
        long free = Files.getFileStore(dataDir).getUsableSpace();
        if (free < needed) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Unpacking the Trino server needs %d MB in %s, and %d MB are free; make room or choose another folder in MILLRACE_TRINO_DATA_DIR"
                            .formatted(needed / MEGABYTE, dataDir, free / MEGABYTE));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
