package io.millrace.cdc.check;

import io.millrace.cdc.check.ColumnRole.Use;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.PipelineFile;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FigureRolesTest {
    private static final String YAML =
            """
            source: {url: "jdbc:postgresql://db/shop", user: m, tables: {users: {}, orders: {}, lines: {}}}
            recommend: {users: {table: users, id: id}, items: {table: lines, id: id},
                        interactions: {b: {table: orders, user: user_id, item: id, at: at}}}
            measures:
              revenue:
                table: lines
                through: {table: orders, by: order_id}
                at: orders.at
                aggregate: sum
                value: quantity * price
                by: {country: {table: users, by: orders.user_id, column: country}}
            rules:
              FAST: {table: orders, at: at, kind: count, key: user_id, above: 3, within: 1m, severity: low}
            """;

    @Test
    void eachColumnThatAFigureNamesIsLookedAtInTheTableThatHasIt() {
        List<ColumnRole> roles =
                FigureRoles.of(PipelineFile.parse(YAML, name -> null).figures());

        assertThat(roles)
                .contains(
                        role("measures.revenue.at", "orders", "at", Use.TIME),
                        role("measures.revenue.through.by", "lines", "order_id", Use.ID),
                        role("measures.revenue.value", "lines", "price", Use.NUMBER),
                        role("measures.revenue.by.country.by", "orders", "user_id", Use.ID),
                        role("measures.revenue.by.country.column", "users", "country", Use.ANY),
                        role("rules.FAST.key", "orders", "user_id", Use.ANY))
                .hasSize(8);
    }

    private static ColumnRole role(String path, String table, String column, Use use) {
        return new ColumnRole(path, TableId.parse(table), column, use);
    }
}
