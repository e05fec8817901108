package io.millrace.cdc.value;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Names a column's type in one way, whether the catalog or the replication stream described it. */
public final class SourceTypes {
    private static final int LARGEST_LENGTH = 10_485_760;
    private static final int LARGEST_SCALE = 1000;
    private static final int SCALES = 1 << 11;
    private static final Set<String> WITH_LENGTH = Set.of("varchar", "bpchar", "bit", "varbit");
    /** The driver names a column after its default when a sequence feeds it. */
    private static final Map<String, String> SERIALS =
            Map.of("serial", "int4", "bigserial", "int8", "smallserial", "int2");

    private SourceTypes() {}

    /** The name of a type with its size, such as {@code numeric(14,2)} or {@code text[]}. */
    public static String of(String typeName, OptionalInt length, OptionalInt scale) {
        String name = unqualified(typeName);
        name = SERIALS.getOrDefault(name, name);
        boolean array = name.startsWith("_");
        String base = array ? name.substring(1) : name;
        String size = size(base, length.orElse(0), scale.orElse(0));
        return base + size + (array ? "[]" : "");
    }

    private static String size(String base, int length, int scale) {
        if (length < 1 || length > LARGEST_LENGTH) {
            return "";
        }
        if (base.equals("numeric") && length <= 1000) {
            // Debezium reads the eleven bits of a scale without their sign.
            return "(%d,%d)".formatted(length, scale > LARGEST_SCALE ? scale - SCALES : scale);
        }
        return WITH_LENGTH.contains(base) ? "(%d)".formatted(length) : "";
    }

    private static String unqualified(String typeName) {
        String last = typeName.substring(typeName.lastIndexOf('.') + 1);
        return last.startsWith("\"") && last.endsWith("\"") && last.length() > 1
                ? last.substring(1, last.length() - 1)
                : last;
    }
}
