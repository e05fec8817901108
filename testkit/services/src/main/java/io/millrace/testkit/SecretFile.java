package io.millrace.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** A file that only its owner may read. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;

    SecretFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The secret in the file, which is made up and written there the first time. */
    synchronized String secret(int length) {
        try {
            if (!Files.exists(path)) {
                write(random(length));
            }
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new StartException(
                    "Cannot read or write the secret in %s: %s; it belongs to the user that started the stack first"
                            .formatted(path, Reason.of(e)),
                    e);
        }
    }

    /** Replaces the content as a whole. */
    void write(String content) throws IOException {
        Files.createDirectories(path.getParent());
        // The permission comes with the creation: no moment in which others could open it.
        Path fresh = Files.createTempFile(
                path.getParent(), "secret", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
