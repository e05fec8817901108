package io.millrace.contracts.lake;

import io.millrace.contracts.change.SafeName;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LakeNamesTest {
    private final LakeNames names = new LakeNames("shop");

    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(names.qualified(TableId.parse("public.order_items"))).isEqualTo("shop.order_items");
        assertThat(names.qualified(TableId.parse("sales.orders"))).isEqualTo("shop.sales__orders");
    }

    @Test
    void everythingElseIsSpelledOut() {
        assertThat(SafeName.encode("Order Items")).isEqualTo("_x004frder_x0020_x0049tems");
        assertThat(SafeName.encode("a_x0041")).isEqualTo("a_x005fx0041");
    }

    @Test
    void theLongestNamesFitATopicAndStayApart() {
        // Given
        var one = new TableId("S".repeat(63), "T".repeat(62) + "A");
        var other = new TableId("S".repeat(63), "T".repeat(62) + "B");
        // When
        String topic = new Topics("P".repeat(63)).changes(one);
        // Then
        assertThat(topic).hasSizeLessThan(250).isNotEqualTo(new Topics("P".repeat(63)).changes(other));
        assertThat(names.table(one)).hasSizeLessThan(250).isNotEqualTo(names.table(other));
        assertThat(SafeName.encode("a".repeat(63))).isEqualTo("a".repeat(63));
        assertThat(SafeName.encode("a_".repeat(31) + "A")).doesNotContain("__");
    }

    @Test
    void noTwoTablesShareAName() {
        // Given
        var random = new Random(42);
        String alphabet = "ab_xX.0 \u00e9";
        Map<String, TableId> owners = new HashMap<>();
        for (int round = 0; round < 200_000; round++) {
            var table = new TableId(word(random, alphabet), word(random, alphabet));
            // When
            TableId other = owners.putIfAbsent(names.table(table), table);
            // Then
            assertThat(other == null || other.equals(table))
                    .as("%s and %s are both %s", table, other, names.table(table))
                    .isTrue();
        }
    }

    @Test
    void ownSchemasAreNamesThatNoDatabaseCanTake() {
        for (String own : List.of(
                names.logSchema(),
                names.eventsSchema(),
                names.figuresSchema(),
                names.featuresSchema(),
                names.modelsSchema())) {
            assertThat(own).contains("__");
            assertThat(SafeName.encode(own)).isNotEqualTo(own);
        }
    }

    private static String word(Random random, String alphabet) {
        if (random.nextInt(4) == 0) {
            return "public";
        }
        int length = 1 + random.nextInt(4);
        var word = new StringBuilder();
        for (int index = 0; index < length; index++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
