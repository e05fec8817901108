package io.millrace.local.chaos;

import io.millrace.contracts.change.TableId;
import java.util.List;
import java.util.stream.Collectors;

/** The tables that chaos writes: each kind of key, values that are stored out of line, partitions, cascades. */
final class ChaosTables {
    static final String PIPELINE_NAME = "chaos";
    static final String SCHEMA = "chaos";
    /** Partitions of each change topic. */
    static final int PARTITIONS = 2;

    static final List<String> ALL = List.of(
            "chaos.people",
            "chaos.goods",
            "chaos.sales",
            "chaos.pairs",
            "chaos.orders",
            "chaos.lines",
            "chaos.readings",
            "chaos.kinds",
            "chaos.shapes");

    static final String PIPELINE =
            """
            name: chaos
            source:
              url: ${MILLRACE_CHAOS_URL}
              user: ${MILLRACE_SHOP_USER}
              password: ${MILLRACE_SHOP_PASSWORD}
              partitions: %d
              tables:
            %s
            recommend:
              timezone: UTC
              users: {table: chaos.people, id: id}
              items: {table: chaos.goods, id: code, title: title}
              interactions:
                sale: {table: chaos.sales, user: person, item: good, at: made_at}
            """
                    .formatted(
                            PARTITIONS,
                            ALL.stream().map(table -> "    " + table + ": {}").collect(Collectors.joining("\n")));

    static final List<String> DEFINITIONS = List.of(
            "CREATE SCHEMA chaos",
            "CREATE TABLE chaos.people (id bigint PRIMARY KEY, name text NOT NULL, born date, biography text)",
            "CREATE TABLE chaos.goods (code text PRIMARY KEY, title text NOT NULL, price numeric(14,2), tags text[], data jsonb)",
            "CREATE TABLE chaos.sales (id uuid PRIMARY KEY, person bigint NOT NULL, good text NOT NULL,"
                    + " amount numeric(14,2), made_at timestamptz NOT NULL)",
            "CREATE TABLE chaos.pairs (a integer, b integer, note text, PRIMARY KEY (a, b))",
            "CREATE TABLE chaos.orders (id bigint PRIMARY KEY, person bigint NOT NULL, state text NOT NULL)",
            "CREATE TABLE chaos.lines (order_id bigint REFERENCES chaos.orders ON DELETE CASCADE ON UPDATE CASCADE,"
                    + " line integer, quantity integer NOT NULL, PRIMARY KEY (order_id, line))",
            "CREATE TABLE chaos.readings (region text, id bigint, value double precision, note text,"
                    + " PRIMARY KEY (region, id)) PARTITION BY LIST (region)",
            "CREATE TABLE chaos.readings_north PARTITION OF chaos.readings FOR VALUES IN ('north')",
            "CREATE TABLE chaos.readings_south PARTITION OF chaos.readings FOR VALUES IN ('south')",
            "CREATE TABLE chaos.readings_west PARTITION OF chaos.readings FOR VALUES IN ('west')",
            "CREATE TABLE chaos.kinds (id integer PRIMARY KEY, n numeric, d numeric(20,6), f double precision, r real,"
                    + " at timestamptz, local_at timestamp, day date, span interval, flag boolean, ints integer[],"
                    + " texts text[], j jsonb, b bytea, u uuid, addr inet)",
            "CREATE TABLE chaos.shapes (id integer PRIMARY KEY, label text NOT NULL, filling text)",
            // Out of line from the first byte on, so that unchanged values are left out of the log.
            "ALTER TABLE chaos.people ALTER COLUMN biography SET STORAGE EXTERNAL",
            "ALTER TABLE chaos.goods ALTER COLUMN data SET STORAGE EXTERNAL",
            "ALTER TABLE chaos.kinds ALTER COLUMN j SET STORAGE EXTERNAL, ALTER COLUMN b SET STORAGE EXTERNAL",
            "ALTER TABLE chaos.shapes ALTER COLUMN filling SET STORAGE EXTERNAL");

    /** One that is read again within a moment. */
    static final TableId SMALL = TableId.parse("chaos.pairs");

    private ChaosTables() {}
}
