package io.millrace.streaming.total;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;

/** The way to the topics of results, inside of the transaction that the changes belong to. */
public interface FigureOutbox {
    void send(MeasurePoint point);

    void send(Alert alert);
}
