package io.millrace.trino.server;

import io.millrace.trino.LakeStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The configuration of a server: the files of {@code trino/etc}, put together for one machine.
 *
 * <p>Nothing secret is written except the name of the service user, which only the owner of the file may read; all else
 * that is secret reaches the server through its environment.
 *
 * @param folder where it is written
 */
record ServerEtc(Path folder) {
    private static final List<String> AS_THEY_ARE =
            List.of("config.properties", "access-control.properties", "log.properties");
    private static final List<String> CATALOGS = List.of("lake", "lake_admin");

    Path config() {
        return folder.resolve("config.properties");
    }

    Path logLevels() {
        return folder.resolve("log.properties");
    }

    Path rules() {
        return folder.resolve("rules.json");
    }

    Path catalogs() {
        return folder.resolve("catalog");
    }

    void write(LakeStore store, String serviceUser) throws IOException {
        Files.createDirectories(catalogs());
        for (String name : AS_THEY_ARE) {
            Files.writeString(folder.resolve(name), template(name));
        }
        OwnerOnly.write(rules(), template("rules.json").replace("@SERVICE_USER@", serviceUser));
        for (String catalog : CATALOGS) {
            Files.writeString(catalogs().resolve(catalog + ".properties"), catalog(catalog, store));
        }
    }

    private static String catalog(String name, LakeStore store) throws IOException {
        List<String> parts = new ArrayList<>(List.of("metastore-file", "s3"));
        if (store.endpoint().isPresent()) {
            parts.add("s3-endpoint");
        }
        if (store.hasKeys()) {
            parts.add("s3-keys");
        }
        var text = new StringBuilder(template("catalog/" + name + ".properties"));
        for (String part : parts) {
            text.append(template("parts/" + part + ".properties"));
        }
        return text.toString();
    }

    private static String template(String name) throws IOException {
        try (InputStream file = ServerEtc.class.getResourceAsStream("/io/millrace/trino/etc/" + name)) {
            return new String(
                    Objects.requireNonNull(file, () -> "The class path lacks trino/etc/" + name)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
