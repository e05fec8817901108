package io.millrace.lakehouse.history;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import scala.collection.Seq;

/** Whether two rows are the same, byte for byte and element for element. */
final class SameValues {
    private SameValues() {}

    static boolean are(List<Object> left, List<Object> right) {
        if (left == null || right == null || left.size() != right.size()) {
            return left == right;
        }
        for (int column = 0; column < left.size(); column++) {
            if (!same(left.get(column), right.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Object left, Object right) {
        if (left instanceof byte[] one && right instanceof byte[] other) {
            return Arrays.equals(one, other);
        }
        if (left instanceof Seq<?> one && right instanceof Seq<?> other) {
            if (one.length() != other.length()) {
                return false;
            }
            for (int index = 0; index < one.length(); index++) {
                if (!same(one.apply(index), other.apply(index))) {
                    return false;
                }
            }
            return true;
        }
        return Objects.equals(left, right);
    }
}
