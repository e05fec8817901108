package io.millrace.conformance.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads from the catalogue which columns a table has that the lake must have, and how. */
final class SourceColumns {
    private static final int MAX_PRECISION = 38;
    private static final int TYPMOD_HEADER = 4;
    private static final int PRECISION_SHIFT = 16;
    private static final int SCALE_BITS = 0x7ff;
    private static final int SCALE_SIGN = 0x400;

    // Generated columns are not in Postgres' log, and so not in the lake.
    private static final String COLUMNS =
            """
            SELECT attname, atttypid, atttypmod FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum""";

    // Not oidvector and int2vector, which have elements and are no type's arrays: they are texts in the lake.
    private static final String TYPE =
            """
            SELECT typname, typtype, typbasetype, typtypmod, typelem,
                   EXISTS (SELECT FROM pg_type element WHERE element.typarray = type.oid) AS array
            FROM pg_type type WHERE oid = ?""";

    private final Connection connection;

    SourceColumns(Connection connection) {
        this.connection = connection;
    }

    Map<String, ExpectedType> of(SqlName table) throws SQLException {
        Map<String, ExpectedType> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table.sql());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), type(rows.getLong(2), rows.getInt(3), false));
                }
            }
        }
        return columns;
    }

    private ExpectedType type(long oid, int modifier, boolean element) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TYPE)) {
            query.setLong(1, oid);
            try (ResultSet type = query.executeQuery()) {
                type.next();
                String name = type.getString("typname");
                if (type.getString("typtype").equals("d")) {
                    return element
                            ? ExpectedType.TEXT
                            : type(type.getLong("typbasetype"), type.getInt("typtypmod"), false);
                }
                if (type.getBoolean("array")) {
                    return ExpectedType.array(type(type.getLong("typelem"), modifier, true));
                }
                return name.equals("numeric") ? numeric(modifier) : ExpectedType.of(name);
            }
        }
    }

    private static ExpectedType numeric(int modifier) {
        if (modifier < TYPMOD_HEADER) {
            return ExpectedType.TEXT;
        }
        int digits = modifier - TYPMOD_HEADER;
        int precision = digits >> PRECISION_SHIFT & 0xffff;
        int scale = ((digits & SCALE_BITS) ^ SCALE_SIGN) - SCALE_SIGN;
        return precision <= MAX_PRECISION && scale >= 0 && scale <= precision
                ? ExpectedType.decimal(precision, scale)
                : ExpectedType.TEXT;
    }
}
