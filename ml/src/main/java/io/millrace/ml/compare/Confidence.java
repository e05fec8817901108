package io.millrace.ml.compare;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Arrays;
import java.util.Locale;

/** What a pair's weight becomes before a model sees it. */
public enum Confidence {
    /** One, whatever the weight. */
    BINARY {
        @Override
        double of(double weight) {
            return 1;
        }
    },
    /** The weight itself. */
    LINEAR {
        @Override
        double of(double weight) {
            return weight;
        }
    },
    /** {@code ln(1 + weight)}: the tenth piece says less than the first. */
    LOG {
        @Override
        double of(double weight) {
            return Math.log1p(weight);
        }
    };

    abstract double of(double weight);

    /** The same pairs with what their weights become. */
    public SparseMatrix of(SparseMatrix weights) {
        return weights.map(this::of);
    }

    /** The confidence of that name. */
    public static Confidence parse(String word) {
        return Arrays.stream(values())
                .filter(confidence -> confidence.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        "A confidence is linear, log or binary, but not '%s'".formatted(word)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
