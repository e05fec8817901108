package io.millrace.dashboard.access;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows which key has which role, and compares in a time that tells nothing of the keys.
 *
 * <p>A browser keeps a token instead of a key. It follows from the key alone, so that it outlives a restart and ends with the
 * key, and nobody can tell the key from it.
 */
public final class Keys {
    /** So many characters a key must have. */
    public static final int SHORTEST = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "millrace dashboard session of ";

    private final Map<Role, String> keys = new EnumMap<>(Role.class);
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);

    /** Both may be empty: then everybody may everything. */
    public Keys(Secret viewer, Secret operator) {
        put(Role.VIEWER, viewer);
        put(Role.OPERATOR, operator);
        if (keys.size() == Role.values().length && viewer.equals(operator)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "dashboard.keys.viewer and dashboard.keys.operator are the same, so viewers could act; make one of them another");
        }
    }

    private void put(Role role, Secret key) {
        if (key.isEmpty()) {
            return;
        }
        if (key.reveal().length() < SHORTEST) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "dashboard.keys.%s must have at least %d characters; 'openssl rand -hex 16' makes one"
                            .formatted(role.label(), SHORTEST));
        }
        keys.put(role, key.reveal());
        tokens.put(role, token(role, key.reveal()));
    }

    private static String token(Role role, String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(bytes(PURPOSE + role.label())));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** Whether no key is needed. */
    public boolean isOpen() {
        return keys.isEmpty();
    }

    /** The role of a key; nothing where it is nobody's. */
    public Optional<Role> ofKey(String key) {
        return match(keys::get, key);
    }

    /** The role of a token; nothing where it is nobody's. */
    public Optional<Role> ofToken(String token) {
        return match(tokens::get, token);
    }

    private static Optional<Role> match(Function<Role, String> known, String given) {
        Optional<Role> found = Optional.empty();
        for (Role role : Role.values()) {
            String expected = known.apply(role);
            if (expected != null && MessageDigest.isEqual(bytes(expected), bytes(given))) {
                found = Optional.of(role);
            }
        }
        return found;
    }

    /** What the browser of somebody with this role keeps; nothing where the role has no key. */
    public Optional<String> token(Role role) {
        return Optional.ofNullable(tokens.get(role));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
