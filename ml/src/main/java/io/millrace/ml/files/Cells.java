package io.millrace.ml.files;

import java.util.OptionalDouble;

/** Numbers as cells hold them. */
final class Cells {
    private Cells() {}

    static boolean isNumber(String cell) {
        return number(cell).isPresent();
    }

    /** The finite number; nothing if the cell holds something else. */
    static OptionalDouble number(String cell) {
        try {
            double number = Double.parseDouble(cell.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
