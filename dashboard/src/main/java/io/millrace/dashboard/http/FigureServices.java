package io.millrace.dashboard.http;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.dashboard.alert.AlertBook;
import io.millrace.dashboard.alert.Alerts;
import io.millrace.dashboard.figure.FiguresReading;
import io.millrace.dashboard.figure.MeasureAnswers;
import io.millrace.dashboard.online.Documents;
import io.millrace.dashboard.stream.SharedView;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What answers about figures, alerts, and what jobs have found out.
 *
 * @param threads that wait for the online store
 */
public record FigureServices(
        Pipeline pipeline,
        Clock clock,
        MeasureAnswers measures,
        SharedView<FiguresReading> now,
        SharedView<AlertBook> book,
        Alerts alerts,
        Documents documents,
        Executor threads) {}
