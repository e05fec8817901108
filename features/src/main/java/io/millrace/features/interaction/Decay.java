package io.millrace.features.interaction;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

/**
 * The contract's decay as Spark calls it.
 *
 * @param asOfMicros the moment to which strengths decay
 * @param halfLife null where age does not matter
 */
record Decay(long asOfMicros, Duration halfLife) implements UDF1<Long, Double> {

    /** What a weight at this time has decayed to by the moment, as a factor. */
    static Column factor(Column at, Instant asOf, Optional<Duration> halfLife) {
        if (halfLife.isEmpty()) {
            return lit(1.0);
        }
        var decay = new Decay(Micros.of(asOf), halfLife.get());
        return udf(decay, DataTypes.DoubleType).apply(unix_micros(at));
    }

    @Override
    public Double call(Long micros) {
        return Strength.decay(micros, asOfMicros, halfLife);
    }
}
