package io.millrace.trino.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of the one user who may register tables. Over plain HTTP Trino asks for no password, so the name itself is
 * what nobody else may know.
 */
final class ServiceUser {
    private static final int BYTES = 16;

    private ServiceUser() {}

    /** The name kept in that file, made up the first time; only the owner of the file may read it. */
    static String keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            OwnerOnly.write(file, "millrace-" + HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }
}
