package io.millrace.ml;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.OnlineFailure;
import io.millrace.features.online.OnlineJson;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.clicks.ClickConfig;
import io.millrace.ml.clicks.ClickCount;
import io.millrace.ml.clicks.ClickGuard;
import io.millrace.ml.clicks.ClicksPage;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import java.time.Instant;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts how often recommendations were clicked and puts that into Redis, where the API shows it as metrics; makes the
 * model before current again if the current one is clicked too seldom; then ends.
 */
public final class ClicksMain {
    /** The root of the settings. */
    private static final String NAME = "ml";

    private static final String SENTENCE =
            "counts impressions and clicks by model and path, for metrics, and goes back to the model before if"
                    + " ml.clicks.rollback asks for it, which ends it with status 20. Arguments: none";

    private final OnlineKeys keys;
    private final LakeNames names;
    private final RedisAddress redis;
    private final ClickConfig config;
    private final ModelRefresh refresh;

    private ClicksMain(Settings settings) {
        String pipeline = PipelineFile.of(settings).name();
        this.keys = new OnlineKeys(pipeline);
        this.names = new LakeNames(pipeline);
        this.redis = RedisAddress.from(settings);
        this.config = ClickConfig.from(settings);
        this.refresh = ModelRefresh.from(settings);
    }

    public static void main(String[] args) {
        Entrypoint.run(NAME, SENTENCE, args, settings -> run(args, settings));
    }

    private static void run(String[] args, Settings settings) {
        if (args.length > 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "Counting clicks takes no arguments, but got '%s'".formatted(String.join(" ", args)));
        }
        var clicks = new ClicksMain(settings);
        try (Lake lake = Lake.open("millrace-clicks", settings)) {
            clicks.count(lake);
        }
    }

    private void count(Lake lake) {
        var count = new ClickCount(lake, names, config);
        Instant now = Instant.now();
        ClickThrough counted = count.at(now);
        ClicksPage.lines(counted).forEach(System.out::println);
        try (Jedis jedis = redis.connect()) {
            jedis.set(keys.clickThrough(), OnlineJson.text(counted));
            if (config.bound().isSet()) {
                guard(lake, jedis)
                        .look((model, since) -> count.of(model, since, now))
                        .ifPresent(ClicksMain::tell);
            }
        } catch (JedisException e) {
            throw OnlineFailure.of(e, "Redis at %s failed; run the step again".formatted(redis));
        }
    }

    private ClickGuard guard(Lake lake, Jedis jedis) {
        var online = new OnlineModels(jedis, keys);
        var papers = new ModelPapers(lake.files(), lake.root(), names);
        var models = new ModelSwitch(papers, online, () -> refresh.run(lake, List.of(ModelRefresh.Step.PUBLISH)));
        return new ClickGuard(papers, models, config.bound());
    }

    /** As a failure, because those are what people are told of, and what becomes of the model is theirs to decide. */
    private static void tell(String done) {
        throw new PipelineException(FailureKind.DATA_LOSS, done);
    }
}
