package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
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

    /**
     * This one, if it says anything.
     *
     * @param spans that the lake has
     * @throws PipelineException of kind NOT_READY if the lake has some, and none was compared
     */
    MeasureReport ofAny(int spans) {
        if (compared == 0 && spans > 0) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "None of the lake's %,d spans could be compared: %,d moved meanwhile, and of the windows of the others Redis holds nothing; ask when less is written, and see './millrace status' for what becomes of streaming"
                            .formatted(spans, moved));
        }
        return this;
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
