package io.millrace.ml.tune;

import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Evaluation;

/** How well parameters did. */
public record Trial(AlsParameters parameters, Evaluation evaluation) {}
