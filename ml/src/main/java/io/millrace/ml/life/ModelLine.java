package io.millrace.ml.life;

import io.millrace.contracts.online.ParameterSearch;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Rival;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One model among others.
 *
 * @param verdict of the gate; nothing before the model was judged
 * @param rivals what the model was compared with
 * @param segments by how many users each segment was judged
 * @param wayBack zero for the current model, one for that to which a rollback goes, and so on
 * @param online whether its factors are in Redis; nothing where Redis was not asked
 * @param shadow how it does on live requests; nothing where it is not shadowed
 * @param parameters with which it was fitted
 * @param search what the latest search over parameters had found when it was trained
 */
public record ModelLine(
        String model,
        Instant trainedAt,
        String position,
        long users,
        long items,
        int rank,
        Optional<Boolean> accepted,
        Optional<String> verdict,
        Map<String, Double> metrics,
        Map<String, Double> popularity,
        List<Rival> rivals,
        Map<String, Long> segments,
        Optional<Integer> wayBack,
        Optional<Boolean> online,
        Optional<ShadowLine> shadow,
        AlsParameters parameters,
        Optional<ParameterSearch> search) {
    public ModelLine {
        metrics = new TreeMap<>(metrics);
        popularity = new TreeMap<>(popularity);
        rivals = List.copyOf(rivals);
        segments = new TreeMap<>(segments);
    }
}
