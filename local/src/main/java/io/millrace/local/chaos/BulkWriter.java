package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Transactions of thousands of rows, and of whole tables: cascades, truncates with what is written before and after. */
final class BulkWriter implements Writer {
    private static final int FIRST = 10_000;
    private static final int MOST = 4_000;

    @Override
    public List<String> transaction(Random random) {
        List<String> sql = new ArrayList<>();
        int last = FIRST + 500 + random.nextInt(MOST - 500);
        switch (random.nextInt(8)) {
            case 0, 1 -> sql.add(insert(last));
            case 2 -> {
                sql.add("UPDATE chaos.people SET name = left(name, 40) || '*' WHERE id >= " + FIRST);
                sql.add("DELETE FROM chaos.people WHERE id >= %d AND id %% 3 = %d".formatted(FIRST, random.nextInt(3)));
            }
            case 3 -> {
                sql.add(insert(last));
                sql.add("DELETE FROM chaos.people WHERE id >= " + FIRST);
            }
            case 4 -> sql.add("UPDATE chaos.orders SET id = -id");
            case 5 ->
                sql.add(
                        ("INSERT INTO chaos.readings SELECT CASE id %% 2 WHEN 0 THEN 'north' ELSE 'south' END, id, id, NULL"
                                        + " FROM generate_series(%d, %d) AS id ON CONFLICT (region, id) DO UPDATE SET note = 'bulk'")
                                .formatted(FIRST, last));
            case 6 ->
                sql.add("UPDATE chaos.readings SET region = CASE region WHEN 'north' THEN 'south' ELSE 'north' END"
                        + " WHERE region <> 'west' AND id >= " + FIRST);
            default -> truncate(random, sql);
        }
        return sql;
    }

    private static String insert(int last) {
        return ("INSERT INTO chaos.people SELECT id, 'bulk ' || id, NULL, NULL FROM generate_series(%d, %d) AS id"
                        + " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || ' again'")
                .formatted(FIRST, last);
    }

    private static void truncate(Random random, List<String> sql) {
        sql.add("INSERT INTO chaos.pairs VALUES (-1, %d, 'gone')".formatted(random.nextInt()));
        sql.add(
                switch (random.nextInt(3)) {
                    // The lines of the orders go with them.
                    case 0 -> "TRUNCATE chaos.orders, chaos.pairs CASCADE";
                    case 1 -> "TRUNCATE chaos.readings, chaos.pairs";
                    default -> "TRUNCATE chaos.pairs";
                });
        sql.add("INSERT INTO chaos.pairs VALUES (-1, %d, 'stays')".formatted(random.nextInt()));
    }
}
