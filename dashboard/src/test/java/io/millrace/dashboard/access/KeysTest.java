package io.millrace.dashboard.access;

import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.process.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeysTest {
    private static final String VIEWER = "viewer-viewer-viewer";
    private static final String OPERATOR = "operator-operator-operator";
    /** The SHA-256 of 'abcdefghijklmnop'. */
    private static final String HASH = "f39dac6cbaba535e2c207cd0cd8f154974223c848f727f98b3564cea569b41cf";

    private final Keys keys = new Keys(Secret.of(VIEWER), Secret.of(OPERATOR));

    @Test
    void keyHasItsRoleAndNothingElseHasOne() {
        assertThat(keys.ofKey(VIEWER)).hasValue(Role.VIEWER);
        assertThat(keys.ofKey(OPERATOR)).hasValue(Role.OPERATOR);
        assertThat(keys.ofKey(OPERATOR + "x")).isEmpty();
        assertThat(keys.ofKey("")).isEmpty();
    }

    @Test
    void tokenHasTheRoleOfItsKeyAndIsNoKey() {
        String token = keys.token(OPERATOR).orElseThrow();
        assertThat(keys.ofToken(token)).hasValue(Role.OPERATOR);
        assertThat(keys.ofKey(token)).isEmpty();
        assertThat(keys.ofToken(OPERATOR)).isEmpty();
        assertThat(token).doesNotContain(OPERATOR);
    }

    @Test
    void tokenOutlivesARestartAndEndsWithItsKey() {
        String token = keys.token(VIEWER).orElseThrow();
        assertThat(new Keys(Secret.of(VIEWER), Secret.of("")).ofToken(token)).hasValue(Role.VIEWER);
        assertThat(new Keys(Secret.of("another-viewers-key"), Secret.of(OPERATOR)).ofToken(token))
                .isEmpty();
    }

    @Test
    void roleWithoutAKeyIsNobodys() {
        var lookOnly = new Keys(Secret.of(VIEWER), Secret.of(""));
        assertThat(lookOnly.isOpen()).isFalse();
        assertThat(lookOnly.ofKey("")).isEmpty();
        assertThat(lookOnly.token(OPERATOR)).isEmpty();
    }

    @Test
    void keysOfTheApiHaveTheRoleThatTheirScopesSay() {
        Keys shared = shared("shop events:write 0123456789abcdef; ann dashboard:view,events:write aaaaaaaaaaaaaaaa;"
                + "bob dashboard:operate sha256:" + HASH);
        assertThat(shared.ofKey("0123456789abcdef")).isEmpty();
        assertThat(shared.ofKey("aaaaaaaaaaaaaaaa")).hasValue(Role.VIEWER);
        assertThat(shared.ofKey("abcdefghijklmnop")).hasValue(Role.OPERATOR);
        String token = shared.token("abcdefghijklmnop").orElseThrow();
        assertThat(shared.ofToken(token)).hasValue(Role.OPERATOR);
    }

    @Test
    void whoKnowsTheHashOfAKeyKnowsNoToken() {
        String setting = "bob dashboard:operate sha256:" + HASH;
        String token = shared(setting).token("abcdefghijklmnop").orElseThrow();
        assertThat(shared(setting).ofToken(token)).isEmpty();
        assertThat(shared(setting).ofKey(HASH)).isEmpty();
    }

    @Test
    void keysThatAreForEventsAloneCloseNothing() {
        assertThat(shared("shop events:write 0123456789abcdef").isOpen()).isTrue();
    }

    private static Keys shared(String setting) {
        return new Keys(Secret.of(""), Secret.of(""), ApiKeys.parse(Secret.of(setting)));
    }
}
