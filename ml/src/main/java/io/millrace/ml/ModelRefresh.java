package io.millrace.ml;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.OnlineFailure;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.life.ShadowEnd;
import io.millrace.ml.online.ModelPublisher;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Renews the model of a pipeline; everything that the settings say of it is read before Spark starts. */
record ModelRefresh(String pipeline, MlConfig config, RedisAddress redis, ModelPublisher publisher) {
    /** A part of it. */
    enum Step {
        TRAIN,
        EVALUATE,
        PROMOTE,
        PUBLISH;

        /** What the step is called on a command line. */
        String argument() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ModelRefresh from(Settings settings) {
        String pipeline = PipelineFile.of(settings).name();
        RedisAddress redis = RedisAddress.from(settings);
        return new ModelRefresh(
                pipeline, MlConfig.from(settings), redis, new ModelPublisher(new OnlineKeys(pipeline), redis));
    }

    /** Takes these steps, in this order. */
    void run(Lake lake, List<Step> steps) {
        try (var model = new ModelSteps(lake, pipeline, config)) {
            for (Step step : steps) {
                switch (step) {
                    case TRAIN -> model.train();
                    case EVALUATE -> {
                        // Before a later candidate is judged by the current model, and may take the shadow's place.
                        endShadow(lake);
                        model.evaluate();
                    }
                    case PROMOTE -> model.promote();
                    case PUBLISH -> model.publish(publisher);
                }
            }
        }
    }

    private void endShadow(Lake lake) {
        var papers = new ModelPapers(lake.files(), lake.root(), new LakeNames(pipeline));
        if (!ShadowEnd.isToCome(papers)) {
            return;
        }
        try (Jedis jedis = redis.connect()) {
            var online = new OnlineModels(jedis, new OnlineKeys(pipeline));
            var models = new ModelSwitch(papers, online, () -> run(lake, List.of(Step.PUBLISH)));
            new ShadowEnd(papers, online, models, config.shadow()).look(Instant.now());
        } catch (JedisException e) {
            throw OnlineFailure.of(
                    e, "Redis at %s failed, which knows how the shadow does; run the step again".formatted(redis));
        }
    }
}
