package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the pipeline file may say of columns. */
class MaskedColumnsTest {
    private static final String SALT = "0123456789abcdef";
    private static final String HASH = "{mask: sha256}";

    private static Pipeline parse(String users, String items, String orders) {
        return PipelineFile.parse(
                """
                source:
                  url: jdbc:postgresql://db/shop
                  user: u
                  mask_salt: ${SALT}
                  tables:
                    users: {columns: {%s}}
                    items: {columns: {%s}}
                    orders: {columns: {%s}}
                recommend:
                  users: {table: users, id: user_id}
                  items: {table: items, id: item_id, title: title, attributes: [kind], available: {column: stock, above: 0}}
                  interactions:
                    bought: {table: orders, user: user_id, item: item_id, at: at, weight: pieces, only: {state: [paid]}}
                rfm: {table: orders, user: user_id, at: at, amount: amount, only: {state: [paid]}}
                """
                        .formatted(users, items, orders),
                Map.of("SALT", SALT)::get);
    }

    private static Map<String, ColumnRule> users(String columns) {
        return parse(columns, "", "").source().rules(TableId.parse("users"));
    }

    @Test
    void eachRuleIsReadAndOtherTablesHaveNone() {
        assertThat(users("email: {mask: sha256}, name: {mask: fixed, value: \"***\"},"
                        + " city: {mask: truncate, length: 3}, notes: {mask: drop}, empty: {mask: fixed, value: ''}"))
                .hasSize(5)
                .containsEntry("name", new ColumnRule.Fixed("***"))
                .containsEntry("city", new ColumnRule.Truncate(3))
                .containsEntry("notes", new ColumnRule.Drop())
                .containsEntry("empty", new ColumnRule.Fixed(""))
                .hasEntrySatisfying("email", rule -> assertThat(rule).isInstanceOf(ColumnRule.Hash.class));
        assertThat(parse("email: " + HASH, "", "").source().rules(TableId.parse("orders")))
                .isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThatThrownBy(() -> users("a: {mask: sha265}, b: {mask: fixed}, c: {mask: truncate, length: 0},"
                        + " d: {mask: truncate, lenght: 3}, e: {}, f: {mask: drop, value: x}, g: sha256"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'source.tables.users.columns.a.mask' must be one of drop, fixed, sha256,"
                        + " truncate, but is 'sha265'. Did you mean 'sha256'?")
                .hasMessageContaining("'source.tables.users.columns.b.value' is missing")
                .hasMessageContaining("'source.tables.users.columns.c.length' is '0': must be at least 1")
                .hasMessageContaining("Unknown key 'source.tables.users.columns.d.lenght'. Did you mean 'length'?")
                .hasMessageContaining("'source.tables.users.columns.e.mask' is missing")
                .hasMessageContaining("Unknown key 'source.tables.users.columns.f.value'")
                .hasMessageContaining("'source.tables.users.columns.g' must be a mapping");
    }

    @Test
    void hashingWithoutASaltIsRefusedOnceAndItsTextIsNotShown() {
        String yaml =
                """
                source: {url: "jdbc:postgresql://db/shop", user: u, mask_salt: %s,
                         tables: {users: {columns: {a: {mask: sha256}, b: {mask: sha256}}}}}
                recommend: {users: {table: users, id: id}, items: {table: users, id: id},
                            interactions: {b: {table: users, user: id, item: id, at: at}}}
                """;
        assertThatThrownBy(() -> PipelineFile.parse(yaml.formatted("tiny"), name -> null))
                .hasMessageMatching("'source.mask_salt' must have at least 16 characters[^\n]*")
                .hasMessageNotContaining("tiny");
        assertThat(PipelineFile.parse(yaml.formatted(SALT), name -> null)
                        .source()
                        .toString())
                .doesNotContain(SALT);
    }

    @Test
    void idsMayBeHashedWhereAllThatReferToThemAre() {
        String user = "user_id: " + HASH;
        assertThat(parse(user, "", user).source().rules(TableId.parse("orders")))
                .containsKey("user_id");
        assertThatThrownBy(() -> parse(user, "", ""))
                .hasMessageContaining("'recommend.interactions.bought.user' is public.orders.user_id, which is not"
                        + " masked, but public.users.user_id, which it refers to, is masked")
                .hasMessageContaining("'rfm.user' is public.orders.user_id");
        assertThatThrownBy(() -> parse("", "", "item_id: " + HASH))
                .hasMessageContaining("'recommend.interactions.bought.item'");
        assertThatThrownBy(() -> parse("user_id: {mask: truncate, length: 2}", "", "user_id: {mask: drop}"))
                .hasMessageContaining("'recommend.users.id' is public.users.user_id, whose mask 'truncate 2' does not"
                        + " tell ids apart; only sha256 does")
                .hasMessageContaining("'rfm.user' is public.orders.user_id, whose mask 'drop'");
    }

    @Test
    void columnsWhoseValuesAreNeededMayNotBeMasked() {
        assertThatThrownBy(() -> parse(
                        "",
                        "stock: " + HASH + ", title: {mask: drop}, kind: {mask: drop}",
                        "at: " + HASH + ", pieces: " + HASH + ", state: " + HASH + ", amount: " + HASH))
                .hasMessageContaining("'recommend.items.available' is public.items.stock, whose value is needed")
                .hasMessageContaining("'recommend.items.title' is public.items.title, which is dropped")
                .hasMessageContaining("'recommend.items.attributes' is public.items.kind, which is dropped")
                .hasMessageContaining("'recommend.interactions.bought.at'")
                .hasMessageContaining("'recommend.interactions.bought.weight'")
                .hasMessageContaining("'recommend.interactions.bought.only'")
                .hasMessageContaining("'rfm.at'")
                .hasMessageContaining("'rfm.amount'")
                .hasMessageContaining("'rfm.only'");
        assertThat(parse("", "title: {mask: truncate, length: 1}", "").source().rules(TableId.parse("items")))
                .hasSize(1);
    }
}
