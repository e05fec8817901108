package io.millrace.trino.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks, of all that the server's archive holds, the server and its Delta Lake connector.
 *
 * <p>A jar that several connectors share is in the archive once, under the name of the first; the others are hard links
 * to it. So the links are read first, and then every jar that is wanted under any name is written.
 */
final class ServerParts {
    private static final List<String> WANTED = List.of("lib/", "plugin/delta-lake/", "NOTICE");

    private ServerParts() {}

    static void unpack(Path archive, Path folder) throws IOException {
        Map<String, List<String>> linkedFrom = links(archive);
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isLink()) {
                    List<String> names = new ArrayList<>(linkedFrom.getOrDefault(entry.getName(), List.of()));
                    if (wanted(entry.getName())) {
                        names.add(entry.getName());
                    }
                    write(tar, names, folder);
                }
            }
        }
    }

    private static Map<String, List<String>> links(Path archive) throws IOException {
        Map<String, List<String>> linkedFrom = new HashMap<>();
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isLink() && wanted(entry.getName())) {
                    linkedFrom
                            .computeIfAbsent(entry.getLinkName(), target -> new ArrayList<>())
                            .add(entry.getName());
                }
            }
        }
        return linkedFrom;
    }

    private static void write(TarArchiveInputStream content, List<String> names, Path folder) throws IOException {
        Path first = null;
        for (String name : names) {
            Path file = folder.resolve(withoutRoot(name)).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("The archive holds a file outside of its folder: " + name);
            }
            Files.createDirectories(file.getParent());
            if (first == null) {
                Files.copy(content, file);
                first = file;
            } else {
                Files.copy(first, file);
            }
        }
    }

    private static boolean wanted(String name) {
        return WANTED.stream().anyMatch(withoutRoot(name)::startsWith);
    }

    private static String withoutRoot(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static TarArchiveInputStream open(Path archive) throws IOException {
        InputStream file = Files.newInputStream(archive);
        return new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file), 1 << 16));
    }
}
