package io.millrace.cdc.source;

import java.util.OptionalInt;

/** The size that a type's modifier in the catalog stands for. */
record TypeSize(OptionalInt length, OptionalInt scale) {
    private static final int HEADER = 4;
    private static final int NUMERIC_SCALE_BITS = 11;

    static TypeSize of(String typeName, int modifier) {
        if (modifier < 0) {
            return new TypeSize(OptionalInt.empty(), OptionalInt.empty());
        }
        String name = typeName.startsWith("_") ? typeName.substring(1) : typeName;
        return switch (name) {
            case "numeric" -> numeric(modifier - HEADER);
            case "varchar", "bpchar" -> new TypeSize(OptionalInt.of(modifier - HEADER), OptionalInt.empty());
            case "bit", "varbit" -> new TypeSize(OptionalInt.of(modifier), OptionalInt.empty());
            default -> new TypeSize(OptionalInt.empty(), OptionalInt.empty());
        };
    }

    private static TypeSize numeric(int packed) {
        int unused = Integer.SIZE - NUMERIC_SCALE_BITS;
        return new TypeSize(OptionalInt.of(packed >>> 16), OptionalInt.of(packed << unused >> unused));
    }
}
