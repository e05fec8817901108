package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * Transactions of a few changes of rows, now and then of hundreds: inserts, updates that change nothing, a key or a large
 * value, deletes, keys that are swapped, cascades; some of them undone by a savepoint.
 *
 * @param subjects what is written
 * @param pauses between the changes, so that transactions stay open while others begin and end
 */
record RowWriter(List<Subject> subjects, int pauses) implements Writer {
    /** A part of the tables. */
    enum Subject {
        PEOPLE,
        GOODS,
        SALES,
        PAIRS,
        ORDERS,
        READINGS,
        KINDS,
        SHAPES
    }

    /** One that writes all there is, without pauses. */
    static RowWriter ofAll() {
        return new RowWriter(List.copyOf(EnumSet.allOf(Subject.class)), 0);
    }

    private static final int KEYS = 400;
    private static final int LONG_TEXT = 6_000;
    private static final List<String> REGIONS = List.of("north", "south", "west");

    @Override
    public List<String> transaction(Random random) {
        List<String> sql = new ArrayList<>();
        int changes = pauses == 0 && random.nextInt(20) == 0 ? 100 : 1 + random.nextInt(5);
        for (int change = 0; change < changes; change++) {
            if (random.nextInt(20) == 0) {
                sql.add("SAVEPOINT undone");
                sql.addAll(change(random));
                sql.add("ROLLBACK TO SAVEPOINT undone");
            } else if (random.nextInt(20) == 0) {
                sql.add("SAVEPOINT kept");
                sql.addAll(change(random));
                sql.add("RELEASE SAVEPOINT kept");
            } else {
                sql.addAll(change(random));
            }
            for (int pause = 0; pause < pauses; pause++) {
                sql.add(PAUSE);
            }
        }
        return sql;
    }

    private List<String> change(Random random) {
        return switch (subjects.get(random.nextInt(subjects.size()))) {
            case PEOPLE -> person(random);
            case GOODS -> List.of(good(random));
            case SALES -> List.of(sale(random));
            case PAIRS -> List.of(pair(random));
            case ORDERS -> order(random);
            case READINGS -> List.of(reading(random));
            case KINDS -> List.of(KindsOfValues.change(random));
            case SHAPES -> List.of(shape(random));
        };
    }

    private static List<String> person(Random random) {
        int key = random.nextInt(KEYS);
        int other = random.nextInt(KEYS);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                List.of(("INSERT INTO chaos.people VALUES (%d, 'name %d', date '1970-01-01' + %d, %s)"
                                + " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || '+'")
                        .formatted(key, other, random.nextInt(20_000), longText(random)));
            case 3 -> List.of("UPDATE chaos.people SET name = 'edited %d' WHERE id = %d".formatted(other, key));
            case 4 -> List.of("UPDATE chaos.people SET biography = %s WHERE id = %d".formatted(longText(random), key));
            case 5 -> List.of("DELETE FROM chaos.people WHERE id = %d".formatted(key));
            case 6 ->
                List.of(
                        "DELETE FROM chaos.people WHERE id = %d".formatted(KEYS + other),
                        "UPDATE chaos.people SET id = %d WHERE id = %d".formatted(KEYS + other, key));
            case 7 -> key == other ? List.of() : swapped(key, other, random.nextInt(KEYS));
            default ->
                List.of(
                        "DELETE FROM chaos.people WHERE id = %d".formatted(key),
                        "INSERT INTO chaos.people VALUES (%d, 'again', NULL, NULL)".formatted(key));
        };
    }

    /** Two keys, or three in a ring, over one that nobody has; large values go with them unchanged. */
    private static List<String> swapped(int key, int other, int third) {
        List<Integer> ring = third == key || third == other ? List.of(key, other) : List.of(key, other, third);
        List<String> sql = new ArrayList<>();
        int nobody = -1 - key;
        sql.add(rekeyed(ring.get(0), nobody));
        for (int place = 1; place < ring.size(); place++) {
            sql.add(rekeyed(ring.get(place), ring.get(place - 1)));
        }
        sql.add(rekeyed(nobody, ring.get(ring.size() - 1)));
        return sql;
    }

    private static String rekeyed(int from, int to) {
        return "UPDATE chaos.people SET id = %d WHERE id = %d".formatted(to, from);
    }

    private static String good(Random random) {
        int key = random.nextInt(KEYS);
        int other = random.nextInt(KEYS);
        return switch (random.nextInt(3)) {
            case 0 -> "UPDATE chaos.goods SET title = left(title, 30) || '.' WHERE code = 'g%d'".formatted(key);
            case 1 -> "UPDATE chaos.goods SET price = price WHERE code = 'g%d'".formatted(key);
            default ->
                ("INSERT INTO chaos.goods VALUES ('g%d', 'title ''%d'' \u00fc', %d.%02d, ARRAY['a', NULL, 'b,%d'],"
                                + " jsonb_build_object('n', %d, 'text', %s))"
                                + " ON CONFLICT (code) DO UPDATE SET price = EXCLUDED.price")
                        .formatted(key, other, other, key % 100, other, other, longText(random));
        };
    }

    private static String sale(Random random) {
        int key = random.nextInt(KEYS);
        return random.nextInt(3) == 0
                ? "DELETE FROM chaos.sales WHERE id = md5('%d')::uuid".formatted(key)
                : ("INSERT INTO chaos.sales VALUES (md5('%d')::uuid, %d, 'g%d', %d, now())"
                                + " ON CONFLICT (id) DO UPDATE SET amount = chaos.sales.amount + 1")
                        .formatted(key, key, random.nextInt(KEYS), key);
    }

    private static String pair(Random random) {
        int a = random.nextInt(20);
        return random.nextInt(5) == 0
                ? "DELETE FROM chaos.pairs WHERE a = %d".formatted(a)
                : ("INSERT INTO chaos.pairs VALUES (%d, %d, NULL) ON CONFLICT (a, b)"
                                + " DO UPDATE SET note = left(coalesce(chaos.pairs.note, ''), 40) || 'x'")
                        .formatted(a, random.nextInt(20));
    }

    private static List<String> order(Random random) {
        int key = random.nextInt(KEYS);
        return switch (random.nextInt(6)) {
            case 0 -> List.of("DELETE FROM chaos.orders WHERE id = %d".formatted(key));
            case 1 -> List.of("UPDATE chaos.orders SET id = -id WHERE id = %d".formatted(key));
            default ->
                List.of(
                        "INSERT INTO chaos.orders VALUES (%d, %d, 'new') ON CONFLICT (id) DO UPDATE SET state = 'paid'"
                                .formatted(key, random.nextInt(KEYS)),
                        ("INSERT INTO chaos.lines VALUES (%d, %d, %d)"
                                        + " ON CONFLICT (order_id, line) DO UPDATE SET quantity = EXCLUDED.quantity")
                                .formatted(key, random.nextInt(4), random.nextInt(100)));
        };
    }

    private static String reading(Random random) {
        int key = random.nextInt(KEYS);
        String region = region(random);
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM chaos.readings WHERE id = %d AND region = '%s'".formatted(key, region);
            case 1 ->
                "UPDATE chaos.readings SET region = '%s' WHERE id = %d AND region = '%s'"
                        .formatted(region(random), key, region);
            default ->
                ("INSERT INTO chaos.readings VALUES ('%s', %d, %d / 3.0::float8, NULL)"
                                + " ON CONFLICT (region, id) DO UPDATE SET value = EXCLUDED.value, note = 'again'")
                        .formatted(region, key, random.nextInt(1_000));
        };
    }

    private static String region(Random random) {
        return REGIONS.get(random.nextInt(REGIONS.size()));
    }

    private static String shape(Random random) {
        int key = random.nextInt(KEYS);
        return switch (random.nextInt(4)) {
            case 0 -> "DELETE FROM chaos.shapes WHERE id = %d".formatted(key);
            case 1 -> "UPDATE chaos.shapes SET label = label || '' WHERE id = %d".formatted(key);
            default ->
                ("INSERT INTO chaos.shapes (id, label, filling) VALUES (%d, 'shape %d', %s)"
                                + " ON CONFLICT (id) DO UPDATE SET label = EXCLUDED.label || '+'")
                        .formatted(key, random.nextInt(KEYS), longText(random));
        };
    }

    private static String longText(Random random) {
        return "repeat(md5('%d'), %d)".formatted(random.nextInt(), LONG_TEXT / 32);
    }
}
