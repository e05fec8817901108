package io.millrace.ml.flags;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists between commas, as flags take them. */
final class Words {
    private Words() {}

    /** Each of them as a value that is as it should be. */
    static <T> List<T> list(String flag, String text, Function<String, T> parse, Predicate<T> fine, String what) {
        return Arrays.stream(text.split(","))
                .map(word -> one(flag, word.strip(), parse, fine, what))
                .toList();
    }

    private static <T> T one(String flag, String word, Function<String, T> parse, Predicate<T> fine, String what) {
        try {
            T value = parse.apply(word);
            if (fine.test(value)) {
                return value;
            }
            throw wrong(flag, word, what, null);
        } catch (NumberFormatException e) {
            throw wrong(flag, word, what, e);
        }
    }

    private static PipelineException wrong(String flag, String word, String what, NumberFormatException cause) {
        return new PipelineException(
                FailureKind.CONFIGURATION, "%s takes %s, but got '%s'".formatted(flag, what, word), cause);
    }

    static List<Integer> wholes(String flag, String text) {
        return list(flag, text, Integer::valueOf, number -> number >= 1, "whole numbers from 1 on");
    }

    static List<Double> positives(String flag, String text) {
        return list(flag, text, Double::valueOf, number -> number > 0 && !number.isInfinite(), "numbers above zero");
    }

    static List<Double> notNegatives(String flag, String text) {
        return list(flag, text, Double::valueOf, number -> number >= 0 && !number.isInfinite(), "numbers from zero on");
    }
}
