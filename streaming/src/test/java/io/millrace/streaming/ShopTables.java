package io.millrace.streaming;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import java.util.List;
import java.util.Map;

/**
 * A shop with orders that have items, views that stand for themselves, and plays that no table holds; where hours begin at
 * a quarter past.
 */
final class ShopTables {
    static final String YAML =
            """
            name: shop
            source:
              url: jdbc:postgresql://localhost:5432/shop
              user: millrace
              partitions: 3
              tables: {users: {}, products: {}, orders: {}, order_items: {}, views: {}}
            recommend:
              timezone: Asia/Kathmandu
              half_life: 30d
              caps: {strength: 3, items: 3}
              users: {table: users, id: user_id}
              items:
                {table: products, id: product_id, title: name, attributes: [category], available: {column: stock, above: 0}}
              interactions:
                purchase:
                  table: order_items
                  through: {table: orders, by: order_id}
                  user: orders.user_id
                  item: product_id
                  at: orders.created_at
                  weight: quantity
                  only: {orders.status: [completed, shipped]}
                view:
                  table: views
                  user: user_id
                  item: product_id
                  at: at
                  weight: {factor: 0.25}
                play:
                  event: play
                  user: viewer
                  item: product
                  weight: {column: seconds, scale: log}
                  only: {done: [true]}
                touch: {event: play, user: viewer, item: product, weight: 0.125}
            events:
              play:
                fields:
                  viewer: {type: integer, required: true}
                  product: {type: string, required: true}
                  seconds: number
                  done: boolean
                  begun: timestamp
                key: viewer
                at: begun
                keep: 3650d
            measures:
              orders:
                table: orders
                at: created_at
                aggregate: count
                by: {status: status, email: {table: users, by: user_id, column: email}}
                windows: [minute, half_hour, hour, day, all]
              pieces:
                table: order_items
                through: {table: orders, by: order_id}
                at: orders.created_at
                aggregate: sum
                value: quantity * quantity
                by:
                  category: {table: products, by: product_id, column: category}
                  buyer: {table: users, by: orders.user_id, column: email}
                  status: orders.status
                windows: [hour, day, all]
                only: {orders.status: [completed, shipped]}
              mean:
                table: order_items
                through: {table: orders, by: order_id}
                at: orders.created_at
                aggregate: average
                value: quantity
                windows: [half_hour]
              buyers: {table: orders, at: created_at, aggregate: distinct, value: user_id, windows: [day, all]}
              watched:
                event: play
                aggregate: sum
                value: seconds
                by: {category: {table: products, by: product, column: category}, done: done}
                windows: [hour, day, all]
              viewers: {event: play, aggregate: distinct, value: viewer, windows: [day, all], only: {done: [true]}}
            rules:
              CURIOUS: {table: views, at: at, kind: count, key: user_id, above: 1, within: 1d, severity: low}
              BINGE: {event: play, kind: count, key: viewer, above: 1, within: 1d, severity: low}
            """;

    static final Pipeline PIPELINE = PipelineFile.parse(YAML, name -> null);

    static final TableSchema USERS = schema("users", "user_id", number("user_id"), text("email"));
    static final TableSchema PRODUCTS =
            schema("products", "product_id", number("product_id"), text("name"), text("category"), number("stock"));
    static final TableSchema ORDERS =
            schema("orders", "order_id", number("order_id"), number("user_id"), text("status"), moment("created_at"));
    static final TableSchema ORDER_ITEMS = schema(
            "order_items", "line_id", number("line_id"), number("order_id"), text("product_id"), number("quantity"));
    static final TableSchema VIEWS =
            schema("views", "view_id", number("view_id"), number("user_id"), text("product_id"), moment("at"));
    static final List<TableSchema> ALL = List.of(USERS, PRODUCTS, ORDERS, ORDER_ITEMS, VIEWS);
    static final Map<String, TableSchema> BY_ID = Map.of(
            USERS.id(), USERS,
            PRODUCTS.id(), PRODUCTS,
            ORDERS.id(), ORDERS,
            ORDER_ITEMS.id(), ORDER_ITEMS,
            VIEWS.id(), VIEWS);

    private ShopTables() {}

    private static TableSchema schema(String table, String key, Column... columns) {
        return new TableSchema(TableId.parse(table), List.of(columns), List.of(key));
    }

    private static Column number(String name) {
        return new Column(name, ColumnType.of(Kind.INT64), true, "bigint");
    }

    private static Column text(String name) {
        return new Column(name, ColumnType.of(Kind.TEXT), true, "text");
    }

    private static Column moment(String name) {
        return new Column(name, ColumnType.of(Kind.TIMESTAMP_TZ), true, "timestamptz");
    }
}
