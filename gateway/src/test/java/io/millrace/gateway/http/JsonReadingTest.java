package io.millrace.gateway.http;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonReadingTest {
    private static final int MOST_EVENTS = 3;
    private static final int LONGEST_TEXT = 50;

    private final JsonReading json = new JsonReading(MOST_EVENTS, LONGEST_TEXT);

    @Test
    void aBodyIsWeighedByWhatItIsMadeOf() {
        // Given
        String texts = "{'type':'%s'}".formatted("x".repeat(LONGEST_TEXT));
        String objects = "{'a':{'b':[%s{}]}}".formatted("{},".repeat(14));
        // Then: the second is shorter, and takes more
        assertThat(objects).hasSizeLessThan(texts.length());
        assertThat(json.heap(bytes(objects))).isGreaterThan(2 * json.heap(bytes(texts)));
    }

    @Test
    void whatIsWithinTheLimitsIsBuilt() {
        byte[] body = bytes("{'events':[{'a':1},{'b':[true,null,1.5]},{}],'partial':false}");
        assertThat(json.heap(body)).isPositive();
        assertThat(json.tree(body))
                .hasToString("{\"events\":[{\"a\":1},{\"b\":[true,null,1.5]},{}],\"partial\":false}");
    }

    @Test
    void moreEventsThanAllowedAreRefusedWhereverTheyStand() {
        assertThatThrownBy(() -> json.heap(bytes("{'clicks':[1,{}],'impressions':[{},{'a':[1,2]}]}")))
                .hasMessage("A request has at most 3 events, but this one has more");
    }

    @Test
    void whatGoesBeyondALimitIsRefusedBeforeItIsBuilt() {
        assertBeyond("{'a':%s1%s}".formatted("[".repeat(8), "]".repeat(8)));
        assertBeyond("{'a':'%s'}".formatted("x".repeat(LONGEST_TEXT + 1)));
        assertBeyond("{'a':{'b':[%s0]}}".formatted("0,".repeat(11_000)));
    }

    @Test
    void aNumberThatIsTooLongIsNotComputed() {
        assertRefused(() -> json.tree(bytes("{'a':%s}".formatted("9".repeat(101)))));
    }

    private void assertBeyond(String body) {
        assertRefused(() -> json.heap(bytes(body)));
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(ProblemException.class)
                .hasMessage("The body has more of something than a body may have: 8 levels, 10600 names and values,"
                        + " texts of 50 characters, numbers of 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'a':1", "{'a':[1}", "[]", "7", "{} {}", "{}]", "{'a':1,}", "\u0000"})
    void whatIsNotOneObjectIsRefused(String body) {
        assertThatThrownBy(() -> json.heap(bytes(body))).isInstanceOf(ProblemException.class);
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
