package io.millrace.ml.clicks;

import io.millrace.contracts.online.ClickThrough.Line;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes back to the model before when the current one is clicked too seldom since it became current. A model that nobody has
 * seen often enough stays.
 */
public final class ClickGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ClickGuard.class);

    private final ModelPapers papers;
    private final ModelSwitch models;
    private final ClickConfig.Bound bound;

    public ClickGuard(ModelPapers papers, ModelSwitch models, ClickConfig.Bound bound) {
        this.papers = papers;
        this.models = models;
        this.bound = bound;
    }

    /**
     * Looks once, and says what was done if something was.
     *
     * @param counting how often a model was clicked since a moment
     * @throws PipelineException as of {@link ModelSwitch#rollBack}
     */
    public Optional<String> look(BiFunction<String, Instant, Line> counting) {
        Optional<Promotion> promotion = papers.promotion();
        if (promotion.isEmpty()) {
            LOG.info("no model is current yet, so there is none whose clicks could be too few");
            return Optional.empty();
        }
        Promotion current = promotion.get();
        Optional<ModelSwitch.Outcome> finished = models.finish(current);
        if (finished.isPresent()) {
            return Optional.of(
                    "The rollback to %s, which was begun before, has reached Redis".formatted(current.model()));
        }
        Line line = counting.apply(current.model(), current.at());
        if (line.impressions() < bound.leastImpressions()) {
            LOG.info(
                    "{} has {} impressions since it became current at {}; its clicks are judged from {} on",
                    current.model(),
                    line.impressions(),
                    current.at(),
                    bound.leastImpressions());
            return Optional.empty();
        }
        return line.upper() < bound.share() ? Optional.of(goBack(current, line)) : kept(current, line);
    }

    private Optional<String> kept(Promotion current, Line line) {
        LOG.info("{} stays: {}", current.model(), figures(current, line));
        return Optional.empty();
    }

    private String goBack(Promotion current, Line line) {
        LOG.warn("{} is clicked too seldom: {}", current.model(), figures(current, line));
        ModelSwitch.Outcome outcome = models.rollBackFrom(current);
        return "%s is current again, because %s was clicked too seldom: %s"
                .formatted(outcome.model(), current.model(), figures(current, line));
    }

    private String figures(Promotion current, Line line) {
        return "%,d of %,d impressions since it became current at %s (%s, at most %s; ml.clicks.rollback.below is %s)"
                .formatted(
                        line.clicks(),
                        line.impressions(),
                        current.at(),
                        ClicksPage.percent(line.share()),
                        ClicksPage.percent(line.upper()),
                        ClicksPage.percent(bound.share()));
    }
}
