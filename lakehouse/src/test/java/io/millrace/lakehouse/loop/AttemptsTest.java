package io.millrace.lakehouse.loop;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttemptsTest {
    private final Attempts<String> attempts = new Attempts<>();
    private final List<String> told = new ArrayList<>();

    private void attempt(String piece, Throwable failure) {
        attempts.attempt(
                piece, () -> AttemptsTest.<RuntimeException>fail(failure), each -> told.add(each.getMessage()));
    }

    /** As code in Scala throws, which knows no checked exceptions. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        if (failure != null) {
            throw (T) failure;
        }
    }

    @Test
    void aFailureIsToldOnceUntilItIsAnotherOrOver() {
        attempt("a", new SparkException("away"));
        attempt("a", new SparkException("away"));
        attempt("b", new IllegalStateException("away"));
        assertThat(told).containsExactly("away", "away");
        assertThat(attempts.isFailing("a")).isTrue();

        attempt("a", null);
        assertThat(attempts.isFailing("a")).isFalse();
        assertThat(attempts.isFailing("b")).isTrue();
        attempt("a", new SparkException("away"));
        attempt("a", new SparkException("elsewhere"));
        assertThat(told).containsExactly("away", "away", "away", "elsewhere");
    }

    @Test
    void anErrorIsThrownOn() {
        var failure = new LinkageError("a class of another version");

        assertThatThrownBy(() -> attempt("a", failure)).isSameAs(failure);
        assertThat(told).isEmpty();
    }
}
