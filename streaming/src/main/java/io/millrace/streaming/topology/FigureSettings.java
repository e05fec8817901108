package io.millrace.streaming.topology;

import io.millrace.streaming.total.ClockSlack;
import io.millrace.streaming.total.FigureStore;
import io.millrace.streaming.total.Kept;

/**
 * How figures are kept.
 *
 * @param slack how far the source's clock may be from this machine's
 */
public record FigureSettings(FigureStore store, Kept kept, ClockSlack slack) {}
