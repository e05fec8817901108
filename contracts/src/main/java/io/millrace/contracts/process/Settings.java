package io.millrace.contracts.process;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a process is run: the reference settings of its modules, overridden by one file and by the environment.
 *
 * <p>Every key has a default in a {@code reference.conf}; a key without one is a mistake and is refused with the
 * nearest known key. One file serves all modules, so keys under the root of a module that is not on this class path
 * are left for that module to judge.
 */
public final class Settings {
    /** Roots of all modules: a file may set keys of each of them. */
    private static final List<String> ROOTS = List.of(
            "kafka",
            "redis",
            "lake",
            "pipeline",
            "http",
            "damping",
            "cdc",
            "gateway",
            "shop-intake",
            "lakehouse",
            "features",
            "ml",
            "serving",
            "orchestration",
            "streaming",
            "dashboard",
            "trino",
            "local");

    private final Config config;

    private Settings(Config config) {
        this.config = config;
    }

    /**
     * The settings from {@code reference.conf}, the file named by the environment variable MILLRACE_SETTINGS if it is
     * set, and the environment variables that the reference names.
     *
     * @throws PipelineException of kind CONFIGURATION if the file is missing, malformed or has unknown keys
     */
    public static Settings load() {
        return Optional.ofNullable(System.getenv("MILLRACE_SETTINGS"))
                .filter(file -> !file.isBlank())
                .map(file -> ofFile(Path.of(file)))
                .orElseGet(() -> of(ConfigFactory.empty()));
    }

    /** The reference settings overridden by this file. */
    public static Settings ofFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The settings file %s cannot be read; name one that exists in MILLRACE_SETTINGS, or unset it"
                            .formatted(file));
        }
        try {
            return of(ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)));
        } catch (ConfigException.Parse e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The settings file %s is not valid HOCON: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    /** The reference settings overridden by this HOCON text. */
    public static Settings parse(String overrides) {
        return of(ConfigFactory.parseString(overrides));
    }

    private static Settings of(Config overrides) {
        Config reference = ConfigFactory.defaultReferenceUnresolved();
        List<String> problems = unknownKeys(overrides, reference);
        if (!problems.isEmpty()) {
            throw new PipelineException(FailureKind.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        try {
            // The environment outranks the file: the reference reads it, so what it read is laid over the file again.
            Config resolvedReference = ConfigFactory.defaultReference();
            Config fromEnvironment = environmentOverrides(resolvedReference);
            return new Settings(fromEnvironment
                    .withFallback(overrides)
                    .withFallback(resolvedReference)
                    .resolve());
        } catch (ConfigException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "The settings cannot be resolved: " + e.getMessage(), e);
        }
    }

    private static Config environmentOverrides(Config reference) {
        Config overrides = ConfigFactory.empty();
        for (var entry : reference.entrySet()) {
            if (entry.getValue().origin().description().startsWith("env var")) {
                overrides = overrides.withValue(entry.getKey(), entry.getValue());
            }
        }
        return overrides;
    }

    private static List<String> unknownKeys(Config overrides, Config reference) {
        var known = new TreeSet<String>();
        var localRoots = new TreeSet<String>();
        collect(reference.root(), "", known, localRoots);
        List<String> problems = new ArrayList<>();
        for (var entry : overrides.entrySet()) {
            String key = entry.getKey();
            String root = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
            boolean judgedHere = localRoots.contains(root) || !ROOTS.contains(root);
            if (judgedHere && !known.contains(key)) {
                problems.add("Unknown setting '%s'.%s".formatted(key, Suggestion.didYouMean(key, known)));
            }
        }
        return problems;
    }

    private static void collect(
            com.typesafe.config.ConfigObject object, String prefix, TreeSet<String> keys, TreeSet<String> roots) {
        object.forEach((name, value) -> {
            String key = prefix + name;
            if (prefix.isEmpty() && ROOTS.contains(name)) {
                roots.add(name);
            }
            if (value instanceof com.typesafe.config.ConfigObject nested && !isUnresolved(value)) {
                collect(nested, key + ".", keys, roots);
            } else {
                keys.add(key);
            }
        });
    }

    private static boolean isUnresolved(com.typesafe.config.ConfigValue value) {
        try {
            return value.valueType() != ConfigValueType.OBJECT;
        } catch (ConfigException.NotResolved e) {
            // A default followed by ${?ENVIRONMENT}: a leaf whose value is known only after resolving.
            return true;
        }
    }

    public String text(String key) {
        return read(key, config::getString);
    }

    /** The text, or nothing where the setting is empty. */
    public Optional<String> optionalText(String key) {
        return Optional.of(text(key)).filter(value -> !value.isBlank());
    }

    /** The words of a setting, which blanks separate. */
    public List<String> words(String key) {
        return Stream.of(text(key).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public int number(String key) {
        return read(key, config::getInt);
    }

    public long bigNumber(String key) {
        return read(key, config::getLong);
    }

    public double decimal(String key) {
        return read(key, config::getDouble);
    }

    public boolean flag(String key) {
        return read(key, config::getBoolean);
    }

    public Duration duration(String key) {
        return read(key, config::getDuration);
    }

    public URI uri(String key) {
        return read(key, path -> URI.create(config.getString(path)));
    }

    public Secret secret(String key) {
        return Secret.of(text(key));
    }

    public List<String> texts(String key) {
        return read(key, config::getStringList);
    }

    /** The reference settings below a root as they were written, with their comments, for {@code --help}. */
    public static String describe(String root) {
        try {
            var found = new StringBuilder();
            for (URL reference :
                    Collections.list(Settings.class.getClassLoader().getResources("reference.conf"))) {
                String text;
                try (InputStream stream = reference.openStream()) {
                    text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                }
                if (ConfigFactory.parseString(text).root().containsKey(root)) {
                    found.append(text);
                }
            }
            return found.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the reference settings", e);
        }
    }

    private interface Reader<T> {
        T at(String key);
    }

    private <T> T read(String key, Reader<T> reader) {
        try {
            return reader.at(key);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "The setting '%s' is not usable: %s".formatted(key, e.getMessage()), e);
        }
    }
}
