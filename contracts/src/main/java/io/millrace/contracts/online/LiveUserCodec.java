package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A live user as bytes. First the guard, 24 hexadecimal digits of the position (incarnation, then LSN) so that the order
 * of bytes is the order of positions and a script in Redis can refuse what is older. Then, little-endian, the version byte
 * 1, whether the user exists as one byte, the number of interactions as a 32-bit integer, and of each: the item as a
 * 16-bit length and its UTF-8 bytes, the strength as a 64-bit float, and as 64-bit integers the count, the first and the
 * last time in microseconds since the epoch.
 */
public final class LiveUserCodec {
    /** How many bytes the guard has. */
    public static final int GUARD_BYTES = 24;

    private static final byte VERSION = 1;
    private static final int MAX_ID_BYTES = 0xFFFF;
    private static final int FIXED_BYTES = Double.BYTES + 3 * Long.BYTES;

    private LiveUserCodec() {}

    /**
     * What {@link #decode} gives.
     *
     * @param position of the latest change that is in it
     */
    public record Stamped(Position position, LiveUser user) {}

    /** The first bytes of what {@link #encode} gives; compared as bytes they have the order of positions. */
    public static String guard(Position position) {
        return "%08x%016x".formatted(position.incarnation(), position.lsn());
    }

    public static byte[] encode(Position position, LiveUser user) {
        List<byte[]> ids = new ArrayList<>(user.interactions().size());
        int idBytes = 0;
        for (LiveUser.Interaction interaction : user.interactions()) {
            byte[] id = interaction.item().getBytes(StandardCharsets.UTF_8);
            if (id.length > MAX_ID_BYTES) {
                throw new IllegalArgumentException("An id of %d bytes is too long".formatted(id.length));
            }
            ids.add(id);
            idBytes += Short.BYTES + id.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(GUARD_BYTES + 2 + Integer.BYTES + idBytes + FIXED_BYTES * ids.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(guard(position).getBytes(StandardCharsets.US_ASCII));
        buffer.put(VERSION).put((byte) (user.exists() ? 1 : 0)).putInt(ids.size());
        for (int index = 0; index < ids.size(); index++) {
            LiveUser.Interaction interaction = user.interactions().get(index);
            buffer.putShort((short) ids.get(index).length).put(ids.get(index));
            buffer.putDouble(interaction.strength()).putLong(interaction.count());
            buffer.putLong(micros(interaction.firstAt())).putLong(micros(interaction.lastAt()));
        }
        return buffer.array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version or too few
     */
    public static Stamped decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Position position = position(text(buffer, GUARD_BYTES));
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("A live user of version %d is unknown".formatted(version));
            }
            boolean exists = buffer.get() != 0;
            int count = buffer.getInt();
            List<LiveUser.Interaction> interactions = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                interactions.add(new LiveUser.Interaction(
                        text(buffer, Short.toUnsignedInt(buffer.getShort())),
                        buffer.getDouble(),
                        buffer.getLong(),
                        instant(buffer.getLong()),
                        instant(buffer.getLong())));
            }
            return new Stamped(position, new LiveUser(exists, interactions));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("A live user ends before its count is reached", e);
        }
    }

    /** The position of a {@link #guard}. */
    static Position position(String guard) {
        return new Position(
                Integer.parseUnsignedInt(guard.substring(0, Integer.BYTES * 2), 16),
                Long.parseUnsignedLong(guard.substring(Integer.BYTES * 2), 16));
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
