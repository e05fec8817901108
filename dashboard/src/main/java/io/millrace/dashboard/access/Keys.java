package io.millrace.dashboard.access;

import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.access.Caller;
import io.millrace.contracts.access.KeyHash;
import io.millrace.contracts.access.Scope;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows which key has which role, and compares in a time that tells nothing of the keys.
 *
 * <p>A browser keeps a token instead of a key. It follows from the key alone, so that it outlives a restart and ends with the
 * key, and nobody can tell the key from it. Of a key of the API the settings may have only the hash, from which no token may
 * follow: its token ends with the process.
 */
public final class Keys {
    /** So many characters a key must have. */
    public static final int SHORTEST = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "millrace dashboard session of ";

    private static final int RANDOM_BYTES = 32;

    private final List<Known> known = new ArrayList<>();

    private record Known(Role role, KeyHash hash, String token) {}

    /** Both may be empty: then everybody may everything. */
    public Keys(Secret viewer, Secret operator) {
        this(viewer, operator, ApiKeys.parse(Secret.of("")));
    }

    /**
     * With keys of the API beside those of the dashboard alone.
     *
     * @param shared of which those count that may see the dashboard or act on it
     */
    public Keys(Secret viewer, Secret operator, ApiKeys shared) {
        put(Role.VIEWER, viewer);
        put(Role.OPERATOR, operator);
        if (!viewer.isEmpty() && viewer.equals(operator)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "dashboard.keys.viewer and dashboard.keys.operator are the same, so viewers could act; make one of them another");
        }
        String drawn = drawn();
        shared.all().forEach((caller, hash) -> roleOf(caller)
                .ifPresent(role -> known.add(new Known(role, hash, token(role, drawn + hash.digits())))));
    }

    private static String drawn() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Optional<Role> roleOf(Caller caller) {
        if (caller.may(Set.of(Scope.DASHBOARD_OPERATE))) {
            return Optional.of(Role.OPERATOR);
        }
        return caller.may(Set.of(Scope.DASHBOARD_VIEW)) ? Optional.of(Role.VIEWER) : Optional.empty();
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
        known.add(new Known(role, KeyHash.of(key.reveal()), token(role, key.reveal())));
    }

    private static String token(Role role, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(bytes(PURPOSE + role.label())));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** Whether no key is needed. */
    public boolean isOpen() {
        return known.isEmpty();
    }

    /** The role of a key; nothing where it is nobody's. */
    public Optional<Role> ofKey(String key) {
        return withKey(key).map(Known::role);
    }

    /** What the browser of who has this key keeps; nothing where it is nobody's. */
    public Optional<String> token(String key) {
        return withKey(key).map(Known::token);
    }

    private Optional<Known> withKey(String key) {
        KeyHash hash = KeyHash.of(key);
        return match(one -> one.hash().matches(hash));
    }

    /** The role of a token; nothing where it is nobody's. */
    public Optional<Role> ofToken(String token) {
        return match(one -> MessageDigest.isEqual(bytes(one.token()), bytes(token)))
                .map(Known::role);
    }

    /** Every one is compared, so that the time tells nothing. */
    private Optional<Known> match(Predicate<Known> isIt) {
        Optional<Known> found = Optional.empty();
        for (Known one : known) {
            if (isIt.test(one)) {
                found = Optional.of(one);
            }
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
