package io.millrace.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes of rows whose columns have many types, with the values at the ends of each. */
final class KindsOfValues {
    private static final int KEYS = 200;
    private static final String LARGE = "decode(repeat(md5('%d'), 200), 'hex')";

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry(
                    "n", List.of("0", "-1.50", "'NaN'", "'Infinity'", "'-Infinity'", "1e40", "-0.000000000000000001")),
            Map.entry("d", List.of("0", "99999999999999.999999", "-99999999999999.999999", "0.000001")),
            Map.entry("f", List.of("0", "'-0'", "'NaN'", "'-Infinity'", "4.9e-324", "0.1")),
            Map.entry("r", List.of("0", "'-0'", "'NaN'", "'Infinity'", "1e-45", "0.1")),
            Map.entry(
                    "at",
                    List.of(
                            "'infinity'",
                            "'-infinity'",
                            "'2026-03-29 02:30:00.123456 Europe/Berlin'",
                            "'0044-03-15 12:00+00 BC'",
                            "now()")),
            Map.entry("local_at", List.of("'infinity'", "'-infinity'", "'1582-10-10 12:00'", "'2026-10-25 02:30'")),
            Map.entry(
                    "day", List.of("'infinity'", "'-infinity'", "'4714-11-24 BC'", "'5874897-12-31'", "'2024-02-29'")),
            Map.entry("span", List.of("'1 year 2 mons -3 days 04:05:06.789'", "'-178000000 years'", "'0'")),
            Map.entry("flag", List.of("true", "false")),
            Map.entry("ints", List.of("'{}'", "'{1,NULL,-2147483648}'", "'{2147483647}'")),
            Map.entry(
                    "texts", List.of("'{}'", "'{\"a b\",NULL,\"NULL\",\"\"}'", "ARRAY[E'\\n', '\u00fc\ud83d\ude00']")),
            Map.entry(
                    "j",
                    List.of(
                            "'{\"a\": [1, 2.50, null], \"b\": {\"c\": \"\u00fc\"}}'",
                            "'null'",
                            "jsonb_build_object('large', repeat('\u00e4b', 4000))")),
            Map.entry("b", List.of("'\\x'", "'\\x00ff'", LARGE)),
            Map.entry("u", List.of("md5('%d')::uuid", "'00000000-0000-0000-0000-000000000000'")),
            Map.entry("addr", List.of("'10.1.2.3/8'", "'::1'", "'192.168.0.1'")));

    private static final List<String> COLUMNS =
            VALUES.keySet().stream().sorted().toList();

    private KindsOfValues() {}

    static String change(Random random) {
        int key = random.nextInt(KEYS);
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM chaos.kinds WHERE id = %d".formatted(key);
            case 1, 2 -> {
                String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
                yield "UPDATE chaos.kinds SET %s = %s WHERE id = %d".formatted(column, value(column, random), key);
            }
            default -> {
                List<String> values = new ArrayList<>();
                COLUMNS.forEach(column -> values.add(value(column, random)));
                yield "INSERT INTO chaos.kinds (id, %s) VALUES (%d, %s) ON CONFLICT (id) DO UPDATE SET flag = NOT chaos.kinds.flag"
                        .formatted(String.join(", ", COLUMNS), key, String.join(", ", values));
            }
        };
    }

    private static String value(String column, Random random) {
        if (random.nextInt(6) == 0) {
            return "NULL";
        }
        List<String> values = VALUES.get(column);
        return values.get(random.nextInt(values.size())).formatted(random.nextInt());
    }
}
