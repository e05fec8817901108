package io.millrace.testkit;

import io.millrace.testkit.process.ProcessCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The executables of Postgres and Redis, unpacked once into a folder that any number of stacks share.
 *
 * @param folder where they are unpacked to
 */
public record Binaries(Path folder) {
    private static final String POSTGRES = "postgres-linux-x86_64.txz";
    private static final String REDIS = "redis-server-6.2.6-v5-linux-amd64";
    private static final String REDIS_WITHOUT_LIBRARIES = "redis-server-6.2.7-linux-386";
    private static final int EXECUTABLE = 0111;

    /** Makes the path absolute. */
    public Binaries {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The folder with {@code bin}, {@code lib} and {@code share} of Postgres 17. */
    Path postgres() {
        return unpacked("postgres", POSTGRES, Binaries::untar);
    }

    /** The executable of Redis 6.2. */
    Path redis() {
        Path server = redis("redis", REDIS);
        // The first one needs OpenSSL 3 of the system; the other, for 32 bits, needs nothing and holds 3 GB at most.
        return runs(server) ? server : redis("redis-32", REDIS_WITHOUT_LIBRARIES);
    }

    private Path redis(String name, String resource) {
        return unpacked(name, resource, (stream, target) -> {
                    Path server = target.resolve("redis-server");
                    Files.copy(stream, server);
                    makeExecutable(server);
                })
                .resolve("redis-server");
    }

    private static boolean runs(Path server) {
        try {
            ShortRun.of("run Redis", ProcessCommand.in(server.getParent(), List.of(server.toString(), "--version")));
            return true;
        } catch (StartException e) {
            return false;
        }
    }

    private Path unpacked(String name, String resource, Unpacking unpacking) {
        refuseOtherThanLinux(name, System.getProperty("os.name"), System.getProperty("os.arch"));
        URL source = Binaries.class.getClassLoader().getResource(resource);
        if (source == null) {
            throw new StartException(
                    "The executables of %s are not on the class path; build again with 'mvn package -Dquick'"
                            .formatted(name));
        }
        try {
            Path target = folder.resolve(name + "-" + versionOf(source));
            if (!Files.isDirectory(target)) {
                Files.createDirectories(folder);
                Path half = Files.createTempDirectory(folder, name + ".half");
                try (InputStream stream = source.openStream()) {
                    unpacking.unpack(stream, half);
                }
                publish(half, target);
            }
            return target;
        } catch (IOException e) {
            throw new StartException(
                    "Cannot unpack %s into %s: %s; choose another folder".formatted(name, folder, Reason.of(e)), e);
        }
    }

    /** Refuses any other platform than the one whose executables are here. */
    static void refuseOtherThanLinux(String name, String system, String architecture) {
        if (!system.equals("Linux") || !architecture.equals("amd64")) {
            throw new StartException(
                    "Millrace brings %s for Linux on x86-64 only and this is %s on %s; use the containers of docker-compose.yml here"
                            .formatted(name, system, architecture));
        }
    }

    /** A name that changes when the packed file does. */
    private static String versionOf(URL source) throws IOException {
        URLConnection connection = source.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getLastModified());
    }

    private static void publish(Path half, Path target) throws IOException {
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Folders.delete(half);
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another process was faster; what it unpacked is the same.
        }
    }

    private static void untar(InputStream stream, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(stream))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive holds a file outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    if ((entry.getMode() & EXECUTABLE) != 0) {
                        makeExecutable(path);
                    }
                }
            }
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private interface Unpacking {
        void unpack(InputStream stream, Path target) throws IOException;
    }
}
