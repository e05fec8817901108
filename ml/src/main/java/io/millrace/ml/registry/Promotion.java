package io.millrace.ml.registry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a model became the current one. Promotions are numbered without a gap, so that the next one can be written by one
 * writer alone.
 *
 * @param number from 1
 * @param how such as {@code promoted} or {@code rolled back}
 * @param at later than that of the promotion before, whatever the clock said
 * @param before the models that were current before and can be again, the latest first
 */
public record Promotion(long number, String model, How how, Instant at, List<String> before) {
    private static final int REMEMBERED = 20;

    /** What made the model current. */
    public enum How {
        PROMOTED,
        ROLLED_BACK
    }

    public Promotion {
        before = List.copyOf(before);
    }

    /** The first one, or the one after another, of a model that was promoted. */
    static Promotion of(String model, Optional<Promotion> current, Instant now) {
        List<String> before = current.stream()
                .flatMap(last -> Stream.concat(Stream.of(last.model()), last.before().stream()))
                .filter(other -> !other.equals(model))
                .distinct()
                .limit(REMEMBERED)
                .toList();
        return new Promotion(after(current), model, How.PROMOTED, later(current, now), before);
    }

    /** The one after this, which goes back to one of the models before; what came after that one is no way back. */
    Promotion rolledBackTo(String model, Instant now) {
        Optional<Promotion> current = Optional.of(this);
        List<String> rest = before.subList(before.indexOf(model) + 1, before.size());
        return new Promotion(after(current), model, How.ROLLED_BACK, later(current, now), rest);
    }

    private static long after(Optional<Promotion> current) {
        return current.map(Promotion::number).orElse(0L) + 1;
    }

    private static Instant later(Optional<Promotion> current, Instant now) {
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        return current.map(last -> last.at().plusMillis(1))
                .filter(least -> least.isAfter(moment))
                .orElse(moment);
    }

    /** The latest of the models before. */
    public List<String> before(int count) {
        return before.subList(0, Math.min(count, before.size()));
    }
}
