package io.millrace.streaming;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.online.Rising;
import io.millrace.streaming.total.FigureStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store of figures in memory with the guard of the real one. */
public final class MemoryFigures extends MemoryParts implements FigureStore {
    private final Map<String, MeasurePoint> points = new TreeMap<>();
    private final Map<String, Alert> alerts = new TreeMap<>();
    private final Map<String, Rising.Table> rising = new TreeMap<>();

    void become(MemoryFigures other) {
        points.clear();
        points.putAll(other.points);
        alerts.clear();
        alerts.putAll(other.alerts);
        becomeParts(other);
    }

    public Map<String, MeasurePoint> points() {
        return points;
    }

    public Map<String, Alert> alerts() {
        return alerts;
    }

    public Map<String, Rising.Table> rising() {
        return rising;
    }

    @Override
    public void write(List<MeasurePoint> newPoints, List<Alert> newAlerts) {
        answer();
        newPoints.forEach(point -> points.merge(
                point.key(),
                point,
                (old, now) -> now.bucket().position().reaches(old.bucket().position()) ? now : old));
        newAlerts.forEach(alert ->
                alerts.merge(alert.id(), alert, (old, now) -> now.position().reaches(old.position()) ? now : old));
    }

    @Override
    public void rising(int part, String trend, Rising.Table table) {
        answer();
        rising.put(trend + "/" + part, table);
    }
}
