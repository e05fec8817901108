package io.millrace.trino.live;

import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.LiveTables;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The query behind a live view: the silver table, with the changes on top that the log has beyond it.
 *
 * <p>It takes the changes from a position that silver has surely reached up to the last one for which the log is
 * complete: whole transactions. Changes that silver has already do no harm, because the last change of a key decides.
 * The silver table is looked at first: the log, looked at later, has all that silver was made of.
 */
final class LiveViewSql {
    private static final String CATALOG = "lake";
    private static final String IMAGE = "map(varchar, json)";

    private final LakeNames names;
    private final LiveTables.Table table;
    private final List<Column> columns;
    private final List<Column> key;

    LiveViewSql(LakeNames names, LiveTables.Table table) {
        this.names = names;
        this.table = table;
        TableSchema schema = table.schema();
        this.columns = schema.columns();
        this.key = schema.key().stream()
                .map(name -> columns.stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** The query; its columns are those of the silver table. */
    String query() {
        return """
                WITH held AS (SELECT %s FROM %s),
                start AS (SELECT incarnation, lsn FROM %s),
                marks AS (
                    SELECT "partition", max(m.lsn) AS lsn FROM %s m CROSS JOIN start
                    WHERE m.source_table = 'progress' AND m.topic = %s AND m.incarnation = start.incarnation AND m.lsn >= start.lsn
                    GROUP BY "partition"),
                complete AS (SELECT count(*) AS partitions, min(lsn) AS lsn FROM marks),
                tail AS (
                    SELECT c.key, c.op, c.lsn, c.previous_commit, c."offset", CAST(json_parse(c.after) AS %s) AS image
                    FROM %s c CROSS JOIN start CROSS JOIN complete
                    WHERE c.source_table = %s AND c.reload IS NULL AND c.incarnation = start.incarnation
                        AND c.previous_commit >= start.lsn
                        AND complete.partitions = %d AND c.previous_commit < complete.lsn),
                emptied AS (SELECT max(lsn) AS lsn FROM tail WHERE op = 't'),
                folded AS (
                    SELECT tail.key, emptied.lsn IS NOT NULL AS emptied,
                        reduce(
                            array_agg(CAST(ROW(op, image) AS ROW(op varchar, image %s)) ORDER BY tail.lsn, "offset"),
                            CAST(ROW(false, MAP()) AS ROW(gone boolean, image %s)),
                            (row, change) -> CAST(ROW(change.op = 'd', CASE change.op
                                WHEN 'd' THEN MAP()
                                WHEN 'u' THEN map_concat(row.image, change.image)
                                ELSE change.image END) AS ROW(gone boolean, image %s)),
                            row -> row) AS row
                    FROM tail CROSS JOIN emptied
                    WHERE op <> 't' AND (emptied.lsn IS NULL OR tail.lsn > emptied.lsn)
                    GROUP BY tail.key, emptied.lsn),
                typed AS (
                    SELECT row.gone AS gone, emptied, %s, %s
                    FROM (SELECT row, emptied, CAST(json_parse(key) AS %s) AS key FROM folded)),
                changed AS (SELECT *, %s AS whole, %s AS fits FROM typed)
                SELECT %s FROM held LEFT JOIN changed ON %s
                WHERE changed.gone IS NULL AND (SELECT lsn FROM emptied) IS NULL
                UNION ALL
                SELECT %s FROM held RIGHT JOIN changed ON %s AND NOT changed.emptied
                WHERE NOT changed.gone AND (changed.whole AND changed.fits OR held.%s IS NOT NULL)
                """
                .formatted(
                        list(column -> lakeName(column)),
                        place(names.schema(), names.table(table.schema().table())),
                        place(names.liveSchema(), LiveViews.FROM),
                        place(names.logSchema(), "changes"),
                        ValueSql.text(table.topic()),
                        IMAGE,
                        place(names.logSchema(), "changes"),
                        ValueSql.text(table.schema().table().toString()),
                        table.partitions(),
                        IMAGE,
                        IMAGE,
                        IMAGE,
                        decodedKey(),
                        decodedColumns(),
                        IMAGE,
                        all("is_sent"),
                        all("fits"),
                        list(column -> "held." + lakeName(column)),
                        sameKey(),
                        numbered(number -> "IF(changed.is_sent_%d AND changed.fits, changed.value_%d, held.%s) AS %s"
                                .formatted(
                                        number, number, lakeName(columns.get(number)), lakeName(columns.get(number)))),
                        sameKey(),
                        lakeName(key.get(0)));
    }

    private String decodedKey() {
        return IntStream.range(0, key.size())
                .mapToObj(number -> "%s AS key_%d"
                        .formatted(
                                ValueSql.decoded(
                                        element("key", key.get(number)),
                                        key.get(number).type()),
                                number))
                .collect(Collectors.joining(", "));
    }

    private String decodedColumns() {
        return numbered(number -> {
            String json = element("row.image", columns.get(number));
            String value = ValueSql.decoded(json, columns.get(number).type());
            return "%s IS NOT NULL AS is_sent_%d, %s AS value_%d, (%s IS NOT NULL OR COALESCE(json_format(%s), 'null') = 'null') AS fits_%d"
                    .formatted(json, number, value, number, value, json, number);
        });
    }

    private static String element(String map, Column column) {
        return "element_at(%s, %s)".formatted(map, ValueSql.text(column.name()));
    }

    private String all(String flag) {
        return IntStream.range(0, columns.size())
                .mapToObj(number -> flag + "_" + number)
                .collect(Collectors.joining(" AND "));
    }

    private String sameKey() {
        return IntStream.range(0, key.size())
                .mapToObj(number -> "held.%s = changed.key_%d".formatted(lakeName(key.get(number)), number))
                .collect(Collectors.joining(" AND "));
    }

    private String list(Function<Column, String> expression) {
        return columns.stream().map(expression).collect(Collectors.joining(", "));
    }

    private String numbered(Function<Integer, String> expression) {
        return IntStream.range(0, columns.size()).boxed().map(expression).collect(Collectors.joining(", "));
    }

    /** Trino knows the columns of Delta tables by their names in small letters. */
    private static String lakeName(Column column) {
        return ValueSql.quoted(column.name().toLowerCase(Locale.ROOT));
    }

    private static String place(String schema, String name) {
        return CATALOG + "." + ValueSql.quoted(schema) + "." + ValueSql.quoted(name);
    }
}
