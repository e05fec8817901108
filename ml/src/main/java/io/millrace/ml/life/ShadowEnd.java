package io.millrace.ml.life;

import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.Shadow;
import io.millrace.ml.shadow.ShadowRule;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a shadowed model current when it has done well for long enough, or notes that it failed. */
public final class ShadowEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowEnd.class);

    private final ModelPapers papers;
    private final OnlineModels online;
    private final ModelSwitch models;
    private final ShadowRule rule;

    public ShadowEnd(ModelPapers papers, OnlineModels online, ModelSwitch models, ShadowRule rule) {
        this.papers = papers;
        this.online = online;
        this.models = models;
        this.rule = rule;
    }

    /** Whether a shadow is running. */
    public static boolean isToCome(ModelPapers papers) {
        return papers.promotion().flatMap(current -> running(papers, current)).isPresent();
    }

    private static Optional<Shadow> running(ModelPapers papers, Promotion current) {
        return papers.shadow().filter(shadow -> shadow.isRunning(current));
    }

    /**
     * Looks once, and says what followed for the shadow, if one is running.
     *
     * @throws PipelineException as of {@link ModelSwitch#promoteAfter}
     */
    public Optional<ShadowRule.Decision> look(Instant now) {
        return papers.promotion().flatMap(current -> running(papers, current).map(shadow -> end(shadow, current, now)));
    }

    private ShadowRule.Decision end(Shadow shadow, Promotion current, Instant now) {
        ShadowCounts counts = online.counts(shadow);
        ShadowRule.Outcome outcome = rule.judge(shadow, counts, now);
        switch (outcome.decision()) {
            case GOES_ON -> LOG.info("{} is still shadowed: {}", shadow.model(), outcome.reason());
            case PROMOTED -> {
                models.promoteAfter(current, shadow.model());
                LOG.info(
                        "promoted {}, which was shadowed since {}: {}",
                        shadow.model(),
                        shadow.since(),
                        outcome.reason());
            }
            case FAILED -> {
                papers.write(shadow.failed(outcome.reason()));
                online.endShadow();
                LOG.warn(
                        "{} failed on live requests: {}; the current model stays, and './millrace models promote --force' overrules that",
                        shadow.model(),
                        outcome.reason());
            }
        }
        return outcome.decision();
    }
}
