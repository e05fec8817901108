package io.millrace.cdc.source;

import io.millrace.contracts.change.TableId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what the catalog says of tables. */
public record SourceCatalog(Connection connection) {
    private static final String TABLE =
            """
            SELECT c.oid, c.relkind, c.relpersistence, c.relreplident,
                   CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN has_table_privilege(c.oid, 'SELECT') ELSE false END,
                   (SELECT array_agg(a.attname ORDER BY k.place)::text[] FROM pg_index i
                      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
                      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                     WHERE i.indrelid = c.oid AND i.indisprimary AND k.place <= i.indnkeyatts),
                   (SELECT array_agg(a.attname ORDER BY k.place)::text[] FROM pg_index i
                      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
                      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                     WHERE i.indrelid = c.oid AND i.indisreplident AND k.place <= i.indnkeyatts),
                   row_security_active(c.oid),
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND NOT i.indimmediate),
                   (SELECT min(x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                     WHERE i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary AND i.indimmediate AND i.indisvalid
                       AND i.indpred IS NULL AND i.indexprs IS NULL
                       AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) AS k(number)
                                         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                                        WHERE NOT a.attnotnull OR a.attgenerated <> ''))
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ?
            """;
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), t.typcategory, NOT a.attnotnull, a.attgenerated <> ''
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """;
    /** A domain may be one of a domain; what it is in the end has the type and its size. */
    private static final String STORED_COLUMNS =
            """
            SELECT a.attname, t.typname, b.oid, b.typname, b.typmod,
                   NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull), a.attnum,
                   -- A fast default is kept as an array of one value.
                   CASE WHEN a.atthasmissing THEN (a.attmissingval::text::text[])[1] END, a.xmin::text
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             CROSS JOIN LATERAL (
                     WITH RECURSIVE chain AS (
                       SELECT t.oid, t.typname, t.typtype, t.typbasetype, t.typtypmod, a.atttypmod AS typmod
                       UNION ALL
                       SELECT d.oid, d.typname, d.typtype, d.typbasetype, d.typtypmod, chain.typtypmod
                         FROM chain JOIN pg_type d ON d.oid = chain.typbasetype WHERE chain.typtype = 'd')
                     SELECT oid, typname, typmod FROM chain WHERE typtype <> 'd') b
             WHERE a.attrelid = ?::text::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             ORDER BY a.attnum
            """;

    private static final String SHAPE =
            """
            SELECT c.relreplident,
                   (SELECT concat_ws(':', r.oid, r.xmin, p.xmin)
                      FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                     WHERE p.pubname = ? AND r.prrelid = c.oid
                       AND p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AND p.pubviaroot
                       -- Through JSON, because Postgres 14 has neither column.
                       AND coalesce(to_jsonb(r) ->> 'prqual', to_jsonb(r) ->> 'prattrs') IS NULL
                       -- The log has no changes of partitions that are unlogged or foreign.
                       AND NOT EXISTS (
                         WITH RECURSIVE tree AS (
                           SELECT c.oid AS relation, c.relkind AS kind, c.relpersistence AS persistence
                           UNION ALL
                           SELECT p.oid, p.relkind, p.relpersistence FROM tree
                             JOIN pg_inherits h ON h.inhparent = tree.relation
                             JOIN pg_class p ON p.oid = h.inhrelid AND p.relispartition)
                         SELECT FROM tree WHERE kind = 'f' OR persistence <> 'p')),
                   (SELECT i.indkey::int2[]::int4[] FROM pg_index i
                     WHERE i.indrelid = c.oid
                       AND CASE c.relreplident WHEN 'i' THEN i.indisreplident ELSE i.indisprimary END),
                   (SELECT i.indnkeyatts::int FROM pg_index i
                     WHERE i.indrelid = c.oid
                       AND CASE c.relreplident WHEN 'i' THEN i.indisreplident ELSE i.indisprimary END),
                   c.relnatts::int
              FROM pg_class c WHERE c.oid = ?
            """;
    /**
     * All of it from tables of the catalog and not from functions, so that one transaction sees one moment. A partition
     * that was made as one has had no rows before: the same transaction made the table and, two steps later at most,
     * attached it. One whose file is not its first was written anew, perhaps when it became logged.
     */
    private static final String PARTS =
            """
            WITH RECURSIVE tree AS (
              SELECT c.oid, c.relkind, c.relfilenode, false AS is_part, '' AS attached FROM pg_class c WHERE c.oid = ?
              UNION ALL
              SELECT c.oid, c.relkind, c.relfilenode, true, concat_ws(',', nullif(tree.attached, ''), h.xmin) FROM tree
                JOIN pg_inherits h ON h.inhparent = tree.oid
                JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition)
            SELECT oid, relfilenode, is_part AND (relfilenode <> oid OR NOT EXISTS (
                     SELECT FROM pg_inherits h JOIN pg_attribute a ON a.attrelid = h.inhrelid AND a.attnum = -1
                      WHERE h.inhrelid = tree.oid AND h.xmin = a.xmin
                        AND h.cmin::text::int - a.cmin::text::int BETWEEN 0 AND 2)),
                   attached
              FROM tree WHERE relkind = 'r'
            """;
    /** The types of a table's columns, and what these are made of. */
    private static final String LABELS =
            """
            WITH RECURSIVE made AS (
              SELECT atttypid AS type FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
              UNION
              SELECT part.type FROM made JOIN pg_type t ON t.oid = made.type CROSS JOIN LATERAL (
                SELECT t.typelem AS type UNION ALL SELECT t.typbasetype
                 UNION ALL SELECT a.atttypid FROM pg_attribute a
                            WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                 UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)) part)
            SELECT e.oid, e.enumlabel FROM pg_enum e WHERE e.enumtypid IN (SELECT type FROM made)
            """;
    /** Other texts for what another shape may be behind. */
    private static final String FINGERPRINTS =
            """
            SELECT n.nspname, c.relname, md5(concat_ws('|', c.oid, c.relreplident, c.relfilenode,
                   (SELECT string_agg(concat_ws(',', a.attnum, a.attname, a.xmin, a.atthasmissing), ';' ORDER BY a.attnum)
                      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
                   (SELECT string_agg(concat_ws(',', i.indexrelid, i.indkey, i.indisprimary, i.indisreplident), ';'
                                      ORDER BY i.indexrelid)
                      FROM pg_index i WHERE i.indrelid = c.oid AND (i.indisprimary OR i.indisreplident)),
                   (WITH RECURSIVE tree AS (
                      SELECT c.oid AS relation, 0::oid AS file, '' AS attached
                      UNION ALL
                      SELECT p.oid, p.relfilenode, h.xmin::text FROM tree JOIN pg_inherits h ON h.inhparent = tree.relation
                        JOIN pg_class p ON p.oid = h.inhrelid AND p.relispartition)
                    SELECT string_agg(concat_ws(',', relation, file, attached), ';' ORDER BY relation) FROM tree),
                   -- Of all enums: which of them a table has is asked when it is looked at.
                   (SELECT string_agg(concat_ws(',', e.oid, e.xmin), ';' ORDER BY e.oid) FROM pg_enum e),
                   (SELECT concat_ws(':', r.oid, r.xmin, p.xmin)
                      FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                     WHERE p.pubname = ? AND r.prrelid = c.oid)))
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN unnest(?::text[], ?::text[]) AS asked(schema_name, table_name)
                ON asked.schema_name = n.nspname AND asked.table_name = c.relname
             WHERE c.relkind IN ('r', 'p')
            """;

    private static final String FILES =
            """
            SELECT coalesce((SELECT string_agg(coalesce(pg_relation_filenode(relid), 0)::text, ',' ORDER BY relid)
                               FROM pg_partition_tree(c.oid)), pg_relation_filenode(c.oid)::text)
              FROM pg_class c WHERE c.oid = ?::text::regclass
            """;
    private static final String BYTES =
            """
            SELECT coalesce((SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree(c.oid)), pg_relation_size(c.oid))
              FROM pg_class c WHERE c.oid = ?::text::regclass
            """;

    /** The table of that name, if there is one. */
    public Optional<SourceTable> table(TableId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, id.schema());
            query.setString(2, id.table());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new SourceTable(
                        id,
                        row.getLong(1),
                        letter(row, 2),
                        letter(row, 3),
                        SourceTable.Identity.of(letter(row, 4)),
                        texts(row.getArray(6)),
                        texts(row.getArray(7)),
                        columns(row.getLong(1)),
                        row.getBoolean(5),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        Optional.ofNullable(row.getString(10))));
            }
        }
    }

    private List<SourceColumn> columns(long table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, table);
            List<SourceColumn> columns = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(new SourceColumn(
                            row.getString(1), row.getString(2), letter(row, 3), row.getBoolean(4), row.getBoolean(5)));
                }
            }
            return columns;
        }
    }

    /** The columns of a table that its rows hold, in order. */
    public List<StoredColumn> storedColumns(TableId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORED_COLUMNS)) {
            query.setString(1, SourceTable.quoted(id));
            List<StoredColumn> columns = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    var size = TypeSize.of(row.getString(4), row.getInt(5));
                    columns.add(new StoredColumn(
                            row.getInt(7),
                            row.getString(1),
                            row.getString(2),
                            (int) row.getLong(3),
                            size.length(),
                            size.scale(),
                            row.getBoolean(6),
                            row.getString(8),
                            row.getString(9)));
                }
            }
            return columns;
        }
    }

    /** The shape of the table of that name, if there is one; asked in a transaction that sees one moment. */
    public Optional<TableShape> shape(TableId id, String publication) throws SQLException {
        Optional<SourceTable> table = table(id);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        List<StoredColumn> columns = storedColumns(id);
        long relation = table.get().relation();
        try (PreparedStatement query = connection.prepareStatement(SHAPE)) {
            query.setString(1, publication);
            query.setLong(2, relation);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.of(new TableShape(
                        relation,
                        row.getString(1),
                        row.getString(2) != null,
                        numbers(row.getArray(3), row.getInt(4)),
                        columns,
                        row.getInt(5),
                        labels(relation),
                        parts(relation),
                        row.getString(2)));
            }
        }
    }

    private static List<Integer> numbers(Array array, int count) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.asList((Integer[]) array.getArray()).subList(0, count);
    }

    private Map<Long, String> labels(long relation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LABELS)) {
            query.setLong(1, relation);
            Map<Long, String> labels = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    labels.put(row.getLong(1), row.getString(2));
                }
            }
            return labels;
        }
    }

    private Map<Long, TableShape.Part> parts(long relation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PARTS)) {
            query.setLong(1, relation);
            Map<Long, TableShape.Part> parts = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    parts.put(row.getLong(1), new TableShape.Part(row.getLong(2), row.getBoolean(3), row.getString(4)));
                }
            }
            return parts;
        }
    }

    /** For each of the tables that is there, a text that is another one whenever its shape is. */
    public Map<TableId, String> fingerprints(Collection<TableId> tables, String publication) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FINGERPRINTS)) {
            query.setString(1, publication);
            query.setArray(2, texts(tables.stream().map(TableId::schema)));
            query.setArray(3, texts(tables.stream().map(TableId::table)));
            Map<TableId, String> fingerprints = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    fingerprints.put(new TableId(row.getString(1), row.getString(2)), row.getString(3));
                }
            }
            return fingerprints;
        }
    }

    private Array texts(Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Names the files that hold the table's rows now; others hold them after a command that wrote the table anew. */
    public String files(TableId id) throws SQLException {
        return text(FILES, id);
    }

    /** The size of the table's rows on disk, large values left out. */
    public long bytes(TableId id) throws SQLException {
        return Long.parseLong(text(BYTES, id));
    }

    private String text(String sql, TableId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, SourceTable.quoted(id));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Names of the tables that inherit from this one and are no partitions of it. */
    public List<String> heirs(TableId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT n.nspname || '.' || c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE h.inhparent = ?::text::regclass AND NOT c.relispartition ORDER BY 1")) {
            query.setString(1, SourceTable.quoted(id));
            return names(query);
        }
    }

    /**
     * Partitions of the table, at whatever depth, of which the log has no changes.
     *
     * @param foreign whether those that are on another server, else those that are unlogged
     */
    public List<TableId> partsInNoLog(TableId id, boolean foreign) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT n.nspname, c.relname FROM pg_partition_tree(?::text::regclass) part"
                        + " JOIN pg_class c ON c.oid = part.relid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE part.level > 0 AND CASE WHEN ? THEN c.relkind = 'f'"
                        + " ELSE c.relkind = 'r' AND c.relpersistence <> 'p' END ORDER BY 1, 2")) {
            query.setString(1, SourceTable.quoted(id));
            query.setBoolean(2, foreign);
            List<TableId> parts = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    parts.add(new TableId(row.getString(1), row.getString(2)));
                }
            }
            return parts;
        }
    }

    private static List<String> names(PreparedStatement query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** Names of tables that differ from this one only in letter case, or are the same word in another schema. */
    public List<String> namesLike(TableId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE lower(c.relname) = lower(?) AND c.relkind IN ('r', 'p')"
                        + " AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1 LIMIT 3")) {
            query.setString(1, id.table());
            return names(query);
        }
    }

    private static char letter(ResultSet row, int index) throws SQLException {
        return row.getString(index).charAt(0);
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
