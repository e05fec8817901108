package io.millrace.features.measure;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Adds numbers without losing a digit; what is NULL adds nothing. */
final class ExactSum extends Aggregator<String, String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String zero() {
        return "0";
    }

    @Override
    public String reduce(String sum, String value) {
        return value == null ? sum : ExactNumbers.sum(sum, value);
    }

    @Override
    public String merge(String left, String right) {
        return ExactNumbers.sum(left, right);
    }

    @Override
    public String finish(String sum) {
        return sum;
    }

    @Override
    public Encoder<String> bufferEncoder() {
        return Encoders.STRING();
    }

    @Override
    public Encoder<String> outputEncoder() {
        return Encoders.STRING();
    }
}
