package io.millrace.streaming;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the figures that readers see to what the tables say.
 *
 * @param history what is named when they differ
 * @param points spans by their keys
 * @param alerts by id
 */
record FigureComparison(
        String history, FigureOracle oracle, Map<String, MeasurePoint> points, Map<String, Alert> alerts)
        implements Runnable {
    @Override
    public void run() {
        assertThat(oracle.told(points)).as("%s: measures", history).isEqualTo(oracle.spans());
        // One alert of each: a second of the same cause would be a second id.
        assertThat(bursts()).as("%s: alerts", history).containsExactlyInAnyOrderElementsOf(oracle.bursts());
    }

    private List<String> bursts() {
        return alerts.values().stream()
                .filter(Alert::open)
                .map(alert -> alert.rule() + "/" + alert.key() + "/"
                        + Math.floorDiv(
                                alert.at().getEpochSecond(), Duration.ofDays(1).toSeconds()))
                .toList();
    }
}
