package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.interaction.Micros;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A live user as bytes. First the guard, 24 hexadecimal digits of the position (incarnation, then LSN) so that the order
 * of bytes is the order of positions and a script in Redis can refuse what is older. Then, little-endian, the version byte
 * 2, whether the user exists as one byte, the number of interactions as a 32-bit integer, and of each: the item as a
 * 16-bit length and its UTF-8 bytes, the strength as a 64-bit float, and as 64-bit integers the count, the first and the
 * last time in microseconds since the epoch; then its latest row: a byte that says which of the tables at the end it is of,
 * or 255 where no row is named, else followed by the key as a 16-bit length and its UTF-8 bytes, the incarnation as a
 * 32-bit and the LSN as a 64-bit integer. At the end the number of tables as one byte, and the name of each as a 16-bit
 * length and its UTF-8 bytes. Version 1, which is read as well, names neither rows nor tables.
 */
public final class LiveUserCodec {
    /** How many bytes the guard has. */
    public static final int GUARD_BYTES = 24;

    private static final byte WITHOUT_ROWS = 1;
    private static final byte VERSION = 2;
    private static final int MAX_TEXT_BYTES = 0xFFFF;
    private static final int NO_ROW = 0xFF;
    private static final HexFormat HEX = HexFormat.of();

    private LiveUserCodec() {}

    /**
     * What {@link #decode} gives.
     *
     * @param position of the latest change that is in it
     */
    public record Stamped(Position position, LiveUser user) {}

    /** The first bytes of what {@link #encode} gives; compared as bytes they have the order of positions. */
    public static String guard(Position position) {
        return HEX.toHexDigits(position.incarnation()) + HEX.toHexDigits(position.lsn());
    }

    public static byte[] encode(Position position, LiveUser user) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(guard(position).getBytes(StandardCharsets.US_ASCII));
        bytes.write(VERSION);
        bytes.write(user.exists() ? 1 : 0);
        bytes.writeBytes(fixed(Integer.BYTES).putInt(user.interactions().size()).array());
        List<String> tables = new ArrayList<>();
        for (LiveUser.Interaction interaction : user.interactions()) {
            write(bytes, interaction.item());
            bytes.writeBytes(fixed(Double.BYTES + 3 * Long.BYTES)
                    .putDouble(interaction.strength())
                    .putLong(interaction.count())
                    .putLong(Micros.of(interaction.firstAt()))
                    .putLong(Micros.of(interaction.lastAt()))
                    .array());
            write(bytes, interaction.latest(), tables);
        }
        bytes.write(tables.size());
        tables.forEach(table -> write(bytes, table));
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, Optional<LiveUser.SourceRow> row, List<String> tables) {
        if (row.isEmpty()) {
            bytes.write(NO_ROW);
            return;
        }
        if (!tables.contains(row.get().table())) {
            tables.add(row.get().table());
        }
        bytes.write(tables.indexOf(row.get().table()));
        write(bytes, row.get().key());
        bytes.writeBytes(fixed(Integer.BYTES + Long.BYTES)
                .putInt(row.get().position().incarnation())
                .putLong(row.get().position().lsn())
                .array());
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("An id or a key of %d bytes is too long".formatted(encoded.length));
        }
        bytes.writeBytes(fixed(Short.BYTES).putShort((short) encoded.length).array());
        bytes.writeBytes(encoded);
    }

    private static ByteBuffer fixed(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version, too few, or say what cannot be
     */
    public static Stamped decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Position position = position(text(buffer, GUARD_BYTES));
            byte version = buffer.get();
            if (version != VERSION && version != WITHOUT_ROWS) {
                throw new IllegalArgumentException("A live user of version %d is unknown".formatted(version));
            }
            boolean exists = buffer.get() != 0;
            int count = buffer.getInt();
            if (count < 0) {
                throw new IllegalArgumentException("No live user has %d interactions".formatted(count));
            }
            List<LiveUser.Interaction> interactions = new ArrayList<>();
            List<NumberedRow> rows = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                interactions.add(new LiveUser.Interaction(
                        text(buffer),
                        buffer.getDouble(),
                        buffer.getLong(),
                        instant(buffer.getLong()),
                        instant(buffer.getLong())));
                rows.add(version == WITHOUT_ROWS ? NumberedRow.NONE : row(buffer));
            }
            if (version == VERSION) {
                name(interactions, rows, tables(buffer));
            }
            return new Stamped(position, new LiveUser(exists, interactions));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("A live user ends before its count is reached", e);
        }
    }

    /** A row whose table's name comes later. */
    private record NumberedRow(int table, String key, Position position) {
        private static final NumberedRow NONE = new NumberedRow(NO_ROW, "", Position.START);

        LiveUser.SourceRow in(List<String> tables) {
            if (table >= tables.size()) {
                throw new IllegalArgumentException(
                        "A live user has a row of table %d, but names %d tables".formatted(table, tables.size()));
            }
            return new LiveUser.SourceRow(tables.get(table), key, position);
        }
    }

    private static NumberedRow row(ByteBuffer buffer) {
        int table = Byte.toUnsignedInt(buffer.get());
        return table == NO_ROW
                ? NumberedRow.NONE
                : new NumberedRow(table, text(buffer), new Position(buffer.getInt(), buffer.getLong()));
    }

    private static List<String> tables(ByteBuffer buffer) {
        int count = Byte.toUnsignedInt(buffer.get());
        List<String> tables = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            tables.add(text(buffer));
        }
        return tables;
    }

    private static void name(List<LiveUser.Interaction> interactions, List<NumberedRow> rows, List<String> tables) {
        for (int index = 0; index < rows.size(); index++) {
            NumberedRow row = rows.get(index);
            if (row.table() != NO_ROW) {
                LiveUser.Interaction plain = interactions.get(index);
                interactions.set(
                        index,
                        new LiveUser.Interaction(
                                plain.item(),
                                plain.strength(),
                                plain.count(),
                                plain.firstAt(),
                                plain.lastAt(),
                                Optional.of(row.in(tables))));
            }
        }
    }

    /**
     * The position of a {@link #guard}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Position position(String guard) {
        if (guard.length() != GUARD_BYTES) {
            throw new IllegalArgumentException(
                    "A guard has %d characters, but this is '%s'".formatted(GUARD_BYTES, guard));
        }
        return new Position(
                Integer.parseUnsignedInt(guard.substring(0, Integer.BYTES * 2), 16),
                Long.parseUnsignedLong(guard.substring(Integer.BYTES * 2), 16));
    }

    private static String text(ByteBuffer buffer) {
        return text(buffer, Short.toUnsignedInt(buffer.getShort()));
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
