package io.millrace.benchmarks;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tables that a benchmark reads and writes.
 *
 * @param definitions the SQL that makes and fills them
 * @param names with their schema
 * @param sections of the pipeline file beside those that every benchmark has
 */
record Tables(List<String> definitions, List<String> names, String sections) {
    private static final String PIPELINE =
            """
            name: bench
            source:
              url: ${MILLRACE_SHOP_URL}
              user: ${MILLRACE_SHOP_USER}
              password: ${MILLRACE_SHOP_PASSWORD}
              tables:
            %s
            recommend:
              timezone: UTC
              users: {table: public.%s, id: owner}
              items: {table: public.%s, id: id, title: note}
              interactions:
                purchase: {table: public.%s, user: owner, item: id, at: changed_at}
            """;

    /** The first of so many equal tables, each with that many rows. */
    static Tables of(int count, long rows) {
        return of(Collections.nCopies(count, rows));
    }

    /** One table for each number of rows. */
    static Tables of(List<Long> rows) {
        List<String> names = IntStream.range(0, rows.size())
                .mapToObj(index -> "load_" + index)
                .toList();
        List<String> definitions = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            definitions.add(
                    """
                    CREATE TABLE %s (
                      id bigint PRIMARY KEY, owner integer NOT NULL, amount numeric(14,2) NOT NULL,
                      status text NOT NULL, note text, changed_at timestamptz NOT NULL)
                    """
                            .formatted(names.get(index)));
            definitions.add(fill(names.get(index), 1, rows.get(index)));
        }
        return new Tables(List.copyOf(definitions), names, "");
    }

    /** The same tables with more in the pipeline file. */
    Tables with(String moreSections) {
        return new Tables(definitions, names, sections + moreSections);
    }

    /** Rows whose values depend on the key alone, so that every run has the same. */
    static String fill(String table, long first, long last) {
        return """
                INSERT INTO %s SELECT i, (i * 7919 %% 100000)::int, (i * 104729 %% 1000000) / 100.0,
                  (ARRAY['new','paid','sent','done'])[1 + i %% 4], 'note ' || md5(i::text), timestamptz '2026-01-01' + i * interval '1 second'
                  FROM generate_series(%d::bigint, %d::bigint) AS i
                """
                .formatted(table, first, last);
    }

    /** Updates of random rows of random tables; of each table this many rows, whose keys begin at one. */
    SteadyLoad.Preparation updates(List<Long> sizes) {
        return connection -> {
            List<PreparedStatement> updates = new ArrayList<>();
            for (String table : names) {
                updates.add(connection.prepareStatement(
                        "UPDATE %s SET amount = amount + 1, changed_at = now() WHERE id = ?".formatted(table)));
            }
            return random -> {
                int table = random.nextInt(sizes.size());
                PreparedStatement update = updates.get(table);
                update.setLong(1, 1 + (long) (random.nextDouble() * sizes.get(table)));
                update.executeUpdate();
            };
        };
    }

    String pipeline() {
        var tables = new StringBuilder();
        names.forEach(name -> tables.append("    public.").append(name).append(": {}\n"));
        String first = names.get(0);
        return PIPELINE.formatted(tables.toString().stripTrailing(), first, first, first) + sections;
    }
}
