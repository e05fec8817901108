package io.millrace.ml.registry;

import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Verdict;
import java.time.Instant;

/**
 * How a candidate was judged.
 *
 * @param cutoff what the judged trial of the model saw lies before, what it was judged by from here on
 * @param promotion number of the promotion whose model it was compared with; zero if none was current
 */
public record Judgement(String model, Instant cutoff, Evaluation evaluation, Verdict verdict, long promotion) {}
