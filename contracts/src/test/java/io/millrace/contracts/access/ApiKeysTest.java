package io.millrace.contracts.access;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeysTest {
    @Test
    void withoutKeysEverybodyMayDoEverything() {
        ApiKeys keys = ApiKeys.parse(Secret.of(" ; "));
        assertThat(keys.isOpen()).isTrue();
        assertThat(keys.caller(null))
                .hasValueSatisfying(caller -> assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.values()));
    }

    @Test
    void aKeyIsKnownByItselfOrByItsHash() {
        // Given: the second is the SHA-256 of 'abcdefghijklmnop'
        ApiKeys keys = ApiKeys.parse(Secret.of("one events:write,feedback:write 0123456789abcdef;"
                + "two feedback:write sha256:f39dac6cbaba535e2c207cd0cd8f154974223c848f727f98b3564cea569b41cf"));
        // Then
        assertThat(keys.caller("0123456789abcdef"))
                .hasValueSatisfying(caller -> assertThat(caller.name()).isEqualTo("one"));
        assertThat(keys.caller("abcdefghijklmnop")).contains(new Caller("two", Set.of(Scope.FEEDBACK_WRITE)));
        assertThat(keys.caller("0123456789abcdeF")).isEmpty();
        assertThat(keys.caller("")).isEmpty();
        assertThat(keys.caller(null)).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidTogetherAndWithoutAnyKey() {
        assertThatThrownBy(() -> ApiKeys.parse(
                        Secret.of("one events:write; two events:wrote 0123456789abcdef; three events:write short;"
                                + "four events:write sha256:zz; five events:write 0123456789abcdef;"
                                + "five events:write 0123456789abcdeg")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("number 1 of gateway.keys must be NAME SCOPES KEY, but has 2 parts")
                .hasMessageContaining("number 2 of gateway.keys has the scope 'events:wrote'")
                .hasMessageContaining("Did you mean 'events:write'?")
                .hasMessageContaining("number 3 of gateway.keys is shorter than 16 characters")
                .hasMessageContaining("number 4 of gateway.keys has no SHA-256")
                .hasMessageContaining("number 6 of gateway.keys is called 'five'")
                .hasMessageNotContaining("0123456789");
    }
}
