package io.millrace.ml.life;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.Shadow;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes another model current: first on the lake, where whoever decides by an outdated state is refused, then in Redis,
 * where readers look.
 */
public final class ModelSwitch {
    private final ModelPapers papers;
    private final OnlineModels online;
    private final Runnable publishing;

    /**
     * Switches between these models.
     *
     * @param publishing brings the current model's factors from the lake to Redis and moves the pointer
     */
    public ModelSwitch(ModelPapers papers, OnlineModels online, Runnable publishing) {
        this.papers = papers;
        this.online = online;
        this.publishing = publishing;
    }

    /**
     * What was done.
     *
     * @param before the model that was current, unless this one was so on the lake already
     * @param published whether the factors had to be brought from the lake
     */
    public record Outcome(String model, Optional<String> before, boolean published, Duration took) {}

    /**
     * Makes the model current that was so before the current one. If the last attempt was noted on the lake and did not
     * reach Redis, this finishes that one and goes back no further.
     *
     * @throws PipelineException of kind CONFIGURATION if there is none, of kind NOT_READY if another model became current
     *     meanwhile
     */
    public Outcome rollBack() {
        return rollBack(
                papers.promotion()
                        .orElseThrow(() -> refused(
                                "No model is current yet, so there is none to go back to; run './millrace refresh'")),
                System.nanoTime());
    }

    /**
     * The same for who decided it by this promotion: undoes no later one.
     *
     * @throws PipelineException as of {@link #rollBack}
     */
    public Outcome rollBackFrom(Promotion judged) {
        return rollBack(judged, System.nanoTime());
    }

    private Outcome rollBack(Promotion current, long start) {
        return finish(current, start).orElseGet(() -> goBack(current, start));
    }

    private Outcome goBack(Promotion current, long start) {
        ModelManifest target = current.before().stream()
                .flatMap(model -> papers.manifest(model).stream())
                .findFirst()
                .orElseThrow(() -> refused(
                        "No model before %s is kept, so there is none to go back to; './millrace models list' shows which there are, and 'promote' takes any of them"
                                .formatted(current.model())));
        return follow(target, papers.rollBack(target.model(), current), Optional.of(current.model()), start);
    }

    /**
     * Brings a rollback to Redis that was noted on the lake and did not reach it. Nothing where this is none, or is one that
     * has reached it: then nothing is changed.
     *
     * @throws PipelineException of kind CONFIGURATION if its model is gone
     */
    public Optional<Outcome> finish(Promotion begun) {
        return finish(begun, System.nanoTime());
    }

    private Optional<Outcome> finish(Promotion begun, long start) {
        if (begun.how() != Promotion.How.ROLLED_BACK || online.reflects(begun.at())) {
            return Optional.empty();
        }
        ModelManifest target = papers.manifest(begun.model())
                .orElseThrow(() -> refused(
                        "%s became current by a rollback that did not reach Redis, and its manifest is gone; './millrace models promote' takes any that is kept"
                                .formatted(begun.model())));
        return Optional.of(follow(target, begun, Optional.empty(), start));
    }

    /**
     * Makes this model current.
     *
     * @param force also if the gate rejected it, or if it failed on live requests
     * @throws PipelineException of kind CONFIGURATION if it may not be, of kind NOT_READY if another model became current
     *     meanwhile
     */
    public Outcome promote(String model, boolean force) {
        long start = System.nanoTime();
        ModelLine line = new ModelList(papers, Optional.empty()).one(model);
        ModelManifest target = judgedManifest(model);
        if (!force && !line.accepted().orElse(false)) {
            throw refused("%s was rejected: %s; --force promotes it all the same"
                    .formatted(model, line.verdict().orElse("it has no verdict")));
        }
        Optional<Promotion> current = papers.promotion();
        if (!force) {
            shadowFailure(model, current).ifPresent(failure -> {
                throw refused(
                        "%s failed on live requests: %s; --force promotes it all the same".formatted(model, failure));
            });
        }
        if (current.map(Promotion::model).equals(Optional.of(model))) {
            return follow(target, current.get(), Optional.empty(), start);
        }
        return follow(target, papers.promote(model, current), current.map(Promotion::model), start);
    }

    /**
     * Makes a model current for who decided it by this promotion.
     *
     * @throws PipelineException as of {@link #promote}
     */
    public Outcome promoteAfter(Promotion judged, String model) {
        long start = System.nanoTime();
        return follow(
                judgedManifest(model), papers.promote(model, Optional.of(judged)), Optional.of(judged.model()), start);
    }

    private ModelManifest judgedManifest(String model) {
        return papers.manifest(model)
                .orElseThrow(() -> refused(
                        "%s was never evaluated, so nobody knows how good it is; promote another".formatted(model)));
    }

    private Optional<String> shadowFailure(String model, Optional<Promotion> current) {
        return papers.shadow()
                .filter(shadow -> shadow.model().equals(model))
                .filter(shadow -> current.filter(shadow::isBeside).isPresent())
                .flatMap(Shadow::failure);
    }

    private Outcome follow(ModelManifest target, Promotion promotion, Optional<String> before, long start) {
        boolean held = online.holds(target);
        if (!held) {
            publishing.run();
        } else if (!online.point(target, promotion.at())) {
            if (papers.promotion().equals(Optional.of(promotion))) {
                throw OnlineModels.ahead(online.keys());
            }
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "%s was made current, and right after it another model; './millrace models list' shows which"
                            .formatted(target.model()));
        }
        return new Outcome(target.model(), before, !held, Duration.ofNanos(System.nanoTime() - start));
    }

    private static PipelineException refused(String sentence) {
        return new PipelineException(FailureKind.CONFIGURATION, sentence);
    }
}
