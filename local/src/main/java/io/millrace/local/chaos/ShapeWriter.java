package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Transactions that change what columns a table has, amid changes of its rows, or what partitions. */
final class ShapeWriter implements Writer {
    private static final int COLUMNS = 3;

    /** What the table has is up to chance, and to copies of the database that are put back. */
    private static final String WHERE_POSSIBLE =
            """
            DO $$ BEGIN %s;
            EXCEPTION WHEN undefined_column OR duplicate_column OR datatype_mismatch OR undefined_table
              OR object_not_in_prerequisite_state OR wrong_object_type OR duplicate_table THEN NULL;
            END $$""";

    @Override
    public List<String> transaction(Random random) {
        if (random.nextInt(10) == 0) {
            return partition(random);
        }
        List<String> sql = new ArrayList<>();
        int changes = 1 + random.nextInt(3);
        for (int change = 0; change < changes; change++) {
            sql.add(possibly(change(random)));
            sql.add(
                    "INSERT INTO chaos.shapes (id, label) VALUES (%d, 'changed') ON CONFLICT (id) DO UPDATE SET label = 'changed'"
                            .formatted(1_000 + random.nextInt(50)));
            sql.add(possibly("UPDATE chaos.shapes SET number_%d = %d WHERE id %% 7 = %d"
                    .formatted(random.nextInt(COLUMNS), random.nextInt(100), random.nextInt(7))));
        }
        return sql;
    }

    private static String change(Random random) {
        int column = random.nextInt(COLUMNS);
        String table = "ALTER TABLE chaos.shapes ";
        return table
                + switch (random.nextInt(12)) {
                    case 0, 1 -> "ADD COLUMN number_%d integer".formatted(column);
                    case 2 -> "ADD COLUMN number_%d integer NOT NULL DEFAULT %d".formatted(column, random.nextInt(100));
                    case 3 -> "ADD COLUMN text_%d varchar(20) DEFAULT 'as it was'".formatted(column);
                    case 4 -> "ADD COLUMN text_%d varchar(20)".formatted(column);
                    case 5 -> "ADD COLUMN price_%d numeric(6,2) DEFAULT 1.50".formatted(column);
                    case 6, 7 -> "DROP COLUMN %s_%d".formatted(kind(random), column);
                    case 8 -> "RENAME COLUMN text_%d TO text_%d".formatted(column, random.nextInt(COLUMNS));
                    case 9 -> "ALTER COLUMN text_%d TYPE text".formatted(column);
                    case 10 -> "ALTER COLUMN price_%d TYPE numeric(12,2)".formatted(column);
                    // Writes all rows anew, which the log does not tell.
                    default -> "ALTER COLUMN number_%d TYPE bigint".formatted(column);
                };
    }

    private static String kind(Random random) {
        return List.of("number", "text", "price").get(random.nextInt(3));
    }

    /** One that goes and comes back with rows; its rows are in no change. */
    private static List<String> partition(Random random) {
        String detach = possibly("ALTER TABLE chaos.readings DETACH PARTITION chaos.readings_west");
        String write = "INSERT INTO chaos.readings_west VALUES ('west', %d, 1, 'apart') ON CONFLICT DO NOTHING"
                .formatted(5_000 + random.nextInt(1_000));
        String attach =
                possibly("ALTER TABLE chaos.readings ATTACH PARTITION chaos.readings_west FOR VALUES IN ('west')");
        return switch (random.nextInt(4)) {
            case 0 -> List.of(detach, write);
            case 1 -> List.of(write, attach);
            default -> List.of(detach, write, attach);
        };
    }

    private static String possibly(String sql) {
        return WHERE_POSSIBLE.formatted(sql);
    }
}
