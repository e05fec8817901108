package io.millrace.features.interaction;

import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.pipeline.Caps;
import java.util.Optional;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.udf;

/**
 * The contract's caps as Spark calls them; made of what travels to an executor.
 *
 * @param strength null where it is not capped
 * @param items null where they are not
 */
record CappedStrength(Double strength, Integer items) implements UDF3<Double, Double, Long, Double> {

    static UserDefinedFunction of(Caps caps) {
        var capped =
                new CappedStrength(caps.strength().orElse(null), caps.items().orElse(null));
        return udf(capped, DataTypes.DoubleType);
    }

    @Override
    public Double call(Double sum, Double ofLatest, Long later) {
        return Strength.capped(
                sum, ofLatest, later, new Caps(Optional.ofNullable(strength), Optional.ofNullable(items)));
    }
}
