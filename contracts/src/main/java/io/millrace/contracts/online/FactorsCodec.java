package io.millrace.contracts.online;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Item factors as bytes, little-endian: the version byte 1, count and rank as 32-bit integers, each id as a 16-bit length
 * and its UTF-8 bytes, then {@code count * rank} 32-bit floats.
 */
public final class FactorsCodec {
    private static final byte VERSION = 1;
    private static final int MAX_ID_BYTES = 0xFFFF;

    private FactorsCodec() {}

    public static byte[] encode(ItemFactors factors) {
        List<byte[]> ids = new ArrayList<>(factors.ids().size());
        int idBytes = 0;
        for (String id : factors.ids()) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_ID_BYTES) {
                throw new IllegalArgumentException("An id of %d bytes is too long".formatted(bytes.length));
            }
            ids.add(bytes);
            idBytes += Short.BYTES + bytes.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(
                        1 + 2 * Integer.BYTES + idBytes + factors.factors().length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(VERSION).putInt(ids.size()).putInt(factors.rank());
        ids.forEach(id -> buffer.putShort((short) id.length).put(id));
        buffer.asFloatBuffer().put(factors.factors());
        return buffer.array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version or too few
     */
    public static ItemFactors decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("Factors of version %d are unknown".formatted(version));
            }
            int count = buffer.getInt();
            int rank = buffer.getInt();
            // Before room is made for them: what is no count may be any number.
            if (count < 0 || rank < 0 || (long) count * Math.max(1, rank) > buffer.remaining()) {
                throw new IllegalArgumentException(
                        "Factors end before %d items of rank %d are reached".formatted(count, rank));
            }
            List<String> ids = new ArrayList<>(count);
            for (int index = 0; index < count; index++) {
                byte[] id = new byte[Short.toUnsignedInt(buffer.getShort())];
                buffer.get(id);
                ids.add(new String(id, StandardCharsets.UTF_8));
            }
            float[] factors = new float[count * rank];
            buffer.asFloatBuffer().get(factors);
            return new ItemFactors(ids, rank, factors);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Factors end before their count is reached", e);
        }
    }
}
