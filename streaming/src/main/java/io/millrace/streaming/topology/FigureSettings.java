package io.millrace.streaming.topology;

import io.millrace.streaming.total.FigureStore;
import io.millrace.streaming.total.Kept;
import java.time.Duration;

/**
 * How figures are kept.
 *
 * @param clockSlack by how much the source's clock may be behind this machine's
 */
public record FigureSettings(FigureStore store, Kept kept, Duration clockSlack) {}
