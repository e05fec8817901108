package io.millrace.dashboard.access;

import io.millrace.contracts.process.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeysTest {
    private static final String VIEWER = "viewer-viewer-viewer";
    private static final String OPERATOR = "operator-operator-operator";
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
        String token = keys.token(Role.OPERATOR).orElseThrow();
        assertThat(keys.ofToken(token)).hasValue(Role.OPERATOR);
        assertThat(keys.ofKey(token)).isEmpty();
        assertThat(keys.ofToken(OPERATOR)).isEmpty();
        assertThat(token).doesNotContain(OPERATOR);
    }

    @Test
    void tokenOutlivesARestartAndEndsWithItsKey() {
        String token = keys.token(Role.VIEWER).orElseThrow();
        assertThat(new Keys(Secret.of(VIEWER), Secret.of("")).ofToken(token)).hasValue(Role.VIEWER);
        assertThat(new Keys(Secret.of("another-viewers-key"), Secret.of(OPERATOR)).ofToken(token))
                .isEmpty();
    }

    @Test
    void roleWithoutAKeyIsNobodys() {
        var lookOnly = new Keys(Secret.of(VIEWER), Secret.of(""));
        assertThat(lookOnly.isOpen()).isFalse();
        assertThat(lookOnly.ofKey("")).isEmpty();
        assertThat(lookOnly.token(Role.OPERATOR)).isEmpty();
    }
}
