package io.millrace.features.interaction;

import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.util.Optional;
import org.apache.spark.sql.api.java.UDF1;

/** The contract's weight of a row as Spark calls it; made of what travels to an executor. */
record WeightOfRow(boolean counted, Scale scale, double factor) implements UDF1<Double, Double> {

    static WeightOfRow of(Weight weight) {
        return new WeightOfRow(weight.column().isPresent(), weight.scale(), weight.factor());
    }

    @Override
    public Double call(Double value) {
        Optional<ColumnRef> column = counted ? Optional.of(new ColumnRef(false, "quantity")) : Optional.empty();
        return Strength.ofRow(new Weight(column, scale, factor), value);
    }
}
