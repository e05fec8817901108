package io.millrace.streaming;

import io.millrace.contracts.pipeline.PipelineFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationNameTest {
    private static String name(String yaml) {
        return new GenerationName("1", PipelineFile.parse(yaml, name -> null)).text();
    }

    @Test
    void anotherMeaningOfEventsIsAnotherState() {
        assertThat(name(ShopTables.YAML.replace("weight: 0.125", "weight: 0.25")))
                .isNotEqualTo(name(ShopTables.YAML));
    }

    /** Another name would have every live state built anew by an upgrade that changes nothing of it. */
    @Test
    void figuresOfTablesNameItAsBeforeEventsCouldCount() {
        assertThat(
                        name(
                                """
                                source:
                                  url: jdbc:postgresql://localhost:5432/shop
                                  user: millrace
                                  tables: {users: {}, products: {}, orders: {}, lines: {}}
                                recommend:
                                  users: {table: users, id: user_id}
                                  items: {table: products, id: product_id}
                                  interactions: {purchase: {table: orders, user: user_id, item: product_id, at: at}}
                                measures:
                                  states:
                                    {table: lines, through: {table: orders, by: order_id}, at: at, aggregate: count, by: {state: orders.state}, only: {orders.state: [paid]}}
                                rules:
                                  MANY: {table: orders, at: at, kind: count, key: user_id, above: 1, within: 1d, severity: low}
                                """))
                .isEqualTo("1_ce2b4d48");
    }

    @Test
    void anotherMeaningOfMeasuresOfEventsIsAnotherState() {
        assertThat(name(ShopTables.YAML.replace("value: viewer,", "value: product,")))
                .isNotEqualTo(name(ShopTables.YAML));
    }

    @Test
    void whatEventsAreNotUsedForChangesNothing() {
        String other = ShopTables.YAML
                .replace("done: boolean", "done: boolean\n      speed: number")
                .replace("key: viewer\n    at: begun", "key: viewer\n    at: begun\n    keep: 30d");

        assertThat(other).isNotEqualTo(ShopTables.YAML);
        assertThat(name(other)).isEqualTo(name(ShopTables.YAML));
    }
}
