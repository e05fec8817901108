package io.millrace.local.chaos;

import io.millrace.contracts.change.TableId;
import java.util.List;

/** The tables that chaos writes: each kind of key, and values that are stored out of line. */
final class ChaosTables {
    static final String PIPELINE_NAME = "chaos";

    static final List<String> ALL = List.of("chaos.people", "chaos.goods", "chaos.sales", "chaos.pairs");

    static final String PIPELINE =
            """
            name: chaos
            source:
              url: ${MILLRACE_CHAOS_URL}
              user: ${MILLRACE_SHOP_USER}
              password: ${MILLRACE_SHOP_PASSWORD}
              tables:
                chaos.people: {}
                chaos.goods: {}
                chaos.sales: {}
                chaos.pairs: {}
            recommend:
              timezone: UTC
              users: {table: chaos.people, id: id}
              items: {table: chaos.goods, id: code, title: title}
              interactions:
                sale: {table: chaos.sales, user: person, item: good, at: made_at}
            """;

    static final List<String> DEFINITIONS = List.of(
            "CREATE SCHEMA chaos",
            "CREATE TABLE chaos.people (id bigint PRIMARY KEY, name text NOT NULL, born date, biography text)",
            "CREATE TABLE chaos.goods (code text PRIMARY KEY, title text NOT NULL, price numeric(14,2), tags text[], data jsonb)",
            "CREATE TABLE chaos.sales (id uuid PRIMARY KEY, person bigint NOT NULL, good text NOT NULL,"
                    + " amount numeric(14,2), made_at timestamptz NOT NULL)",
            "CREATE TABLE chaos.pairs (a integer, b integer, note text, PRIMARY KEY (a, b))",
            // Out of line from the first byte on, so that unchanged values are left out of the log.
            "ALTER TABLE chaos.people ALTER COLUMN biography SET STORAGE EXTERNAL",
            "ALTER TABLE chaos.goods ALTER COLUMN data SET STORAGE EXTERNAL");

    /** One that is read again within a moment. */
    static final TableId SMALL = TableId.parse("chaos.pairs");

    private ChaosTables() {}
}
