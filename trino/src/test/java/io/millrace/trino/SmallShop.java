package io.millrace.trino;

import io.millrace.contracts.change.Position;
import io.millrace.lakehouse.lake.Lake;

/** A shop small enough to count by hand, in Delta tables as the product writes them. */
record SmallShop(Lake lake, Position position) {

    void write() {
        table(
                "shop",
                "users",
                """
                SELECT * FROM VALUES
                    (1, 'Ada', 'ada@example.com', 'London', 'United Kingdom', TIMESTAMP'2026-01-01 00:00:00Z'),
                    (2, 'Bo', 'bo@example.com', CAST(NULL AS STRING), 'France', TIMESTAMP'2026-01-02 00:00:00Z'),
                    (3, 'Cy', 'cy@example.com', 'Paris', 'France', TIMESTAMP'2026-01-03 00:00:00Z')
                AS t(user_id, name, email, city, country, created_at)""");
        table(
                "shop",
                "products",
                """
                SELECT product_id, name, CAST(price AS DECIMAL(14, 2)) AS price, category, stock FROM VALUES
                    (10, 'Kettle', 20.00, 'kitchen', 5), (11, 'Lamp', 7.50, 'home', 0), (12, 'Mug', 3.25, 'kitchen', 9)
                AS t(product_id, name, price, category, stock)""");
        table(
                "shop",
                "orders",
                """
                SELECT order_id, user_id, CAST(total AS DECIMAL(14, 2)) AS total_amount, status, created_at FROM VALUES
                    (100, 1, 43.25, 'completed', TIMESTAMP'2026-02-01 23:59:59.999999Z'),
                    (101, 2, 7.50, 'completed', TIMESTAMP'2026-02-02 00:00:00Z'),
                    (102, 2, 20.00, 'cancelled', TIMESTAMP'2026-02-02 10:00:00Z'),
                    (103, 1, 10.75, 'completed', TIMESTAMP'2026-03-05 12:00:00Z'),
                    (104, 3, 99.00, 'completed', TIMESTAMP'2026-03-06 12:00:00Z')
                AS t(order_id, user_id, total, status, created_at)""");
        // As silver deletes: the row stays in its file and a deletion vector hides it.
        String orders = lake.location("shop", "orders");
        lake.spark()
                .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
                        .formatted(orders));
        lake.spark().sql("DELETE FROM delta.`%s` WHERE order_id = 104".formatted(orders));
        table(
                "shop",
                "order_items",
                """
                SELECT id AS order_item_id, order_id, product_id, quantity, CAST(price AS DECIMAL(14, 2)) AS price_per_unit
                FROM VALUES
                    (1, 100, 10, 2, 20.00), (2, 100, 12, 1, 3.25), (3, 101, 11, 1, 7.50),
                    (4, 102, 10, 1, 20.00), (5, 103, 11, 1, 7.50), (6, 103, 12, 1, 3.25)
                AS t(id, order_id, product_id, quantity, price)""");
        table(
                "shop__features",
                "rfm",
                """
                SELECT user, recency_days, frequency, CAST(monetary AS DECIMAL(24, 2)) AS monetary, segment FROM VALUES
                    ('1', 1, 2L, 54.00, 'Champions'), ('2', 32, 1L, 7.50, 'Lost')
                AS t(user, recency_days, frequency, monetary, segment)""");
        table(
                "shop__models",
                "recommendations",
                """
                SELECT * FROM VALUES ('1', '11', 1, 0.5D, 'm1'), ('1', '10', 2, 0.25D, 'm1'), ('2', '11', 1, 0.75D, 'm1')
                AS t(user, item, rank, score, model)""");
    }

    /** Writes tables of events, measures and alerts, with the columns and the partitions of the product's. */
    void writeFigures() {
        lake.spark()
                .sql(
                        """
                        SELECT * FROM VALUES
                            ('a', TIMESTAMP'2026-02-01 10:00:00Z', DATE'2026-02-01', 0, 7L, 'u1', 'i1', 3L),
                            ('b', TIMESTAMP'2026-02-02 10:00:00Z', DATE'2026-02-02', 0, 8L, 'u2', 'i1', CAST(NULL AS BIGINT))
                        AS t(event_id, received_at, received_on, `partition`, `offset`, user, item, rank)""")
                .write()
                .format("delta")
                .partitionBy("received_on")
                .save(lake.location("shop__events", "click"));
        table(
                "shop__figures",
                "measures",
                """
                SELECT measure, dimension, dimension_value, window, start, value, rows,
                       CAST(value AS DECIMAL(38, 10)) AS sum, CAST(NULL AS BIGINT) AS distinct_values FROM VALUES
                    ('revenue', 'total', CAST(NULL AS STRING), 'day', TIMESTAMP'2026-02-02 00:00:00Z', 7.5D, 1L),
                    ('revenue', 'total', CAST(NULL AS STRING), 'day', TIMESTAMP'2026-02-01 00:00:00Z', 43.25D, 1L),
                    ('revenue', 'total', CAST(NULL AS STRING), 'hour', TIMESTAMP'2026-02-01 23:00:00Z', 43.25D, 1L),
                    ('revenue', 'country', 'France', 'day', TIMESTAMP'2026-02-02 00:00:00Z', 7.5D, 1L)
                AS t(measure, dimension, dimension_value, window, start, value, rows)""");
        table(
                "shop__figures",
                "alerts",
                """
                SELECT id, 'HIGH_VALUE' AS rule, 'high' AS severity, key, open, at, found,
                       array(named_struct('row', '100', 'at', at, 'value', found)) AS evidence,
                       '1:0/2A' AS position, 1L AS offset FROM VALUES
                    ('x', '1', true, TIMESTAMP'2026-02-01 10:00:00Z', '43.25'),
                    ('y', '2', false, TIMESTAMP'2026-02-02 10:00:00Z', '7.50'),
                    ('z', '2', true, TIMESTAMP'2026-02-03 10:00:00Z', '9.00')
                AS t(id, key, open, at, found)""");
    }

    /** Writes a table of types that are easily lost on the way. */
    void writeTypes() {
        table(
                "shop",
                "types",
                """
                SELECT CAST(12345678901234567890.123456789012345678 AS DECIMAL(38, 18)) AS exact,
                       TIMESTAMP_NTZ'2026-02-03 04:05:06.123456' AS local_time,
                       TIMESTAMP'2026-02-03 04:05:06.123456Z' AS instant,
                       DATE'1582-10-15' AS day,
                       X'00FF' AS bytes,
                       array(1, NULL, 3) AS numbers,
                       CAST('NaN' AS DOUBLE) AS odd,
                       true AS yes,
                       CAST(NULL AS STRING) AS nothing""");
    }

    /** Writes what stands for infinite times, and finite times that are beyond the years of four digits. */
    void writeEndsOfTime() {
        table(
                "shop",
                "ends",
                """
                SELECT * FROM VALUES
                    ('-infinity', DATE'0001-01-01', TIMESTAMP_NTZ'0001-01-01 00:00:00', TIMESTAMP'0001-01-01 00:00:00Z'),
                    ('infinity', DATE'9999-12-31', TIMESTAMP_NTZ'9999-12-31 23:59:59.999999',
                     TIMESTAMP'9999-12-31 23:59:59.999999Z'),
                    ('later', DATE'+12024-01-01', TIMESTAMP_NTZ'+12024-01-01 00:00:00.5', TIMESTAMP'+12024-01-01 00:00:00.5Z')
                AS t(name, day, local_time, instant)""");
    }

    void table(String schema, String table, String sql) {
        lake.overwrite(lake.spark().sql(sql), schema, table, position);
    }
}
