package io.millrace.contracts.access;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys by which callers are known; without any, everybody is the same caller and may do everything. */
public final class ApiKeys {
    private static final String SETTING = "gateway.keys";
    private static final String HASHED = "sha256:";
    private static final int SHORTEST = 16;
    private static final int PARTS = 3;

    private final Map<Caller, KeyHash> keys;

    private ApiKeys(Map<Caller, KeyHash> keys) {
        this.keys = new LinkedHashMap<>(keys);
    }

    /**
     * Reads {@code NAME SCOPES KEY; ...}.
     *
     * @throws PipelineException of kind CONFIGURATION with all that is wrong, and without any key
     */
    public static ApiKeys parse(Secret text) {
        Map<Caller, KeyHash> keys = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String entry : text.reveal().split(";")) {
            number++;
            if (entry.isBlank()) {
                continue;
            }
            try {
                add(entry.strip().split("\\s+"), keys);
            } catch (IllegalArgumentException e) {
                problems.add("The key number %d of %s %s".formatted(number, SETTING, e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new PipelineException(FailureKind.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new ApiKeys(keys);
    }

    private static void add(String[] parts, Map<Caller, KeyHash> keys) {
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("must be NAME SCOPES KEY, but has %d parts".formatted(parts.length));
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String scope : parts[1].split(",")) {
            scopes.add(Scope.ofLabel(scope));
        }
        if (keys.keySet().stream().anyMatch(other -> other.name().equals(parts[0]))) {
            throw new IllegalArgumentException("is called '%s', as one before it is".formatted(parts[0]));
        }
        keys.put(new Caller(parts[0], scopes), hash(parts[2]));
    }

    private static KeyHash hash(String key) {
        if (key.startsWith(HASHED)) {
            try {
                return KeyHash.parse(key.substring(HASHED.length()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("has no SHA-256 after 'sha256:'; 64 hexadecimal digits make one", e);
            }
        }
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "is shorter than %d characters; make one with 'openssl rand -hex 32'".formatted(SHORTEST));
        }
        return KeyHash.of(key);
    }

    /** Everybody there is who has a key, with its hash. */
    public Map<Caller, KeyHash> all() {
        return Collections.unmodifiableMap(keys);
    }

    /** Whether callers need no key. */
    public boolean isOpen() {
        return keys.isEmpty();
    }

    /** Names of all callers there are. */
    public List<String> names() {
        return isOpen()
                ? List.of(Caller.ANYBODY.name())
                : keys.keySet().stream().map(Caller::name).toList();
    }

    /**
     * The caller with this key; nothing if it is nobody's. Every key is compared, so that the time tells nothing.
     *
     * @param presented what the request has, or null
     */
    public Optional<Caller> caller(String presented) {
        if (isOpen()) {
            return Optional.of(Caller.ANYBODY);
        }
        if (presented == null) {
            return Optional.empty();
        }
        KeyHash hash = KeyHash.of(presented);
        Optional<Caller> found = Optional.empty();
        for (Map.Entry<Caller, KeyHash> key : keys.entrySet()) {
            if (key.getValue().matches(hash)) {
                found = Optional.of(key.getKey());
            }
        }
        return found;
    }
}
