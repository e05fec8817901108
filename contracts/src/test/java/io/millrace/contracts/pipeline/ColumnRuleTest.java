package io.millrace.contracts.pipeline;

import io.millrace.contracts.process.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ColumnRuleTest {
    private static final Secret SALT = Secret.of("a salt of the tests");
    private static final List<ColumnRule> ALL = List.of(
            new ColumnRule.Drop(), new ColumnRule.Fixed("***"), new ColumnRule.Truncate(3), new ColumnRule.Hash(SALT));

    @Test
    void nullStaysNullUnderEveryRule() {
        assertThat(ALL).allSatisfy(rule -> assertThat(rule.apply(null)).isNull());
    }

    @Test
    void aHashIsTheHmacThatOpensslComputes() {
        // printf 'ann@example.org' | openssl dgst -sha256 -hmac 'a salt of the tests'
        assertThat(new ColumnRule.Hash(SALT).apply("ann@example.org"))
                .isEqualTo("b1edf034394a29c2e5c4953528164a8ac2a32cc72632eff3ca4b0392e844c58d");
    }

    @Test
    void equalValuesHaveEqualHashesAndAnotherSaltHasOthers() {
        ColumnRule hash = new ColumnRule.Hash(SALT);
        assertThat(hash.apply("42")).isEqualTo(new ColumnRule.Hash(SALT).apply("42"));
        assertThat(hash.apply("42")).isNotEqualTo(hash.apply("43"));
        assertThat(hash.apply("42")).isNotEqualTo(new ColumnRule.Hash(Secret.of("another salt, as long")).apply("42"));
        assertThat(hash.apply("")).hasSize(64);
    }

    @Test
    void truncatingKeepsWholeCharacters() {
        ColumnRule three = new ColumnRule.Truncate(3);
        assertThat(three.apply("Zürich")).isEqualTo("Zür");
        assertThat(three.apply("🙂🙃🙂🙃")).isEqualTo("🙂🙃🙂");
        assertThat(three.apply("ab")).isEqualTo("ab");
        assertThat(three.apply("")).isEmpty();
    }

    @Test
    void aFixedValueStandsForEachValueAlsoAnEmptyOne() {
        assertThat(new ColumnRule.Fixed("***").apply("")).isEqualTo("***");
        assertThat(new ColumnRule.Fixed("").apply("Ann")).isEmpty();
    }

    @Test
    void aQuoteInAFixedValueDoesNotEndItsSql() {
        assertThat(new ColumnRule.Fixed("it's").sql("name")).contains("'it''s'");
    }

    @Test
    void theSaltIsInNoText() {
        ColumnRule hash = new ColumnRule.Hash(SALT);
        assertThat(hash.toString() + hash.description() + hash.sql("x")).doesNotContain(SALT.reveal());
    }

    @Test
    void rulesThatWouldKeepNothingOrHideNothingAreRefused() {
        assertThatThrownBy(() -> new ColumnRule.Truncate(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ColumnRule.Hash(Secret.of("short"))).hasMessageContaining("at least 16");
        assertThatThrownBy(() -> new ColumnRule.Fixed("\0")).hasMessageContaining("character 0");
    }
}
