package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison of live measures with the lake found.
 *
 * @param position of the lake, which each of the compared spans has
 * @param compared spans
 * @param moved spans that changed while they were compared, about which nothing is said
 */
public record MeasureReport(Position position, long compared, long moved, List<MeasureDifference> differences) {
    public MeasureReport {
        differences = List.copyOf(differences);
    }

    /** Whether all that was compared is equal. */
    public boolean equal() {
        return differences.isEmpty();
    }

    /** This one, with those differences alone that another one found too. */
    MeasureReport and(MeasureReport other) {
        Set<String> spans =
                other.differences.stream().map(MeasureDifference::span).collect(Collectors.toSet());
        return new MeasureReport(
                position,
                compared,
                moved,
                differences.stream()
                        .filter(difference -> spans.contains(difference.span()))
                        .toList());
    }
}
