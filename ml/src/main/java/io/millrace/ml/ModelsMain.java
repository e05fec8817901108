package io.millrace.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.OnlineFailure;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.clicks.ClickConfig;
import io.millrace.ml.clicks.ClickCount;
import io.millrace.ml.clicks.ClicksPage;
import io.millrace.ml.flags.ModelsFlags;
import io.millrace.ml.life.ModelList;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.life.ModelsPage;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Shows models and makes another one current; starts Spark only where factors have to be brought from the lake again. */
public final class ModelsMain implements ModelsFlags.Models {
    private final Settings settings;
    private final OnlineKeys keys;
    private final RedisAddress redis;
    private final ModelPapers papers;

    private ModelsMain(Settings settings) {
        this.settings = settings;
        LakeConfig lake = LakeConfig.from(settings);
        String pipeline = PipelineFile.of(settings).name();
        this.keys = new OnlineKeys(pipeline);
        this.redis = RedisAddress.from(settings);
        this.papers = new ModelPapers(LakeFiles.open(lake), lake.root(), new LakeNames(pipeline));
    }

    public static void main(String[] args) {
        Entrypoint.exit("models", () -> ModelsFlags.request(args)
                .ifPresent(request -> request.of(new ModelsMain(Settings.load()))));
    }

    /** Does what the arguments ask, in this process. */
    public static void run(Settings settings, String... args) {
        ModelsFlags.request(args).ifPresent(request -> request.of(new ModelsMain(settings)));
    }

    @Override
    public void list(boolean json) {
        print(models -> json ? List.of(json(models.all())) : ModelsPage.table(models.all()));
    }

    @Override
    public void show(String model, boolean json) {
        print(models -> json ? List.of(json(models.one(model))) : ModelsPage.all(models.one(model)));
    }

    @Override
    public void clicks(boolean json) {
        ClickConfig config = ClickConfig.from(settings);
        System.err.println("Counting impressions and clicks on the lake, with Spark");
        try (Lake lake = Lake.open("millrace-models", settings)) {
            ClickThrough counted = new ClickCount(lake, new LakeNames(keys.pipeline()), config).at(Instant.now());
            (json ? List.of(json(counted)) : ClicksPage.lines(counted)).forEach(System.out::println);
        }
    }

    @Override
    public void promote(String model, boolean force) {
        change(models -> models.promote(model, force));
    }

    @Override
    public void rollBack() {
        change(ModelSwitch::rollBack);
    }

    /** What the lake has is shown also while Redis is away. */
    private void print(Function<ModelList, List<String>> page) {
        try (Jedis jedis = redis.connect()) {
            page.apply(new ModelList(papers, Optional.of(new OnlineModels(jedis, keys))))
                    .forEach(System.out::println);
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE) {
                throw e;
            }
            System.err.println(e.getMessage());
            page.apply(new ModelList(papers, Optional.empty())).forEach(System.out::println);
        }
    }

    private void change(Function<ModelSwitch, ModelSwitch.Outcome> change) {
        try (Jedis jedis = redis.connect()) {
            ModelsPage.outcome(change.apply(new ModelSwitch(papers, new OnlineModels(jedis, keys), this::publish)))
                    .forEach(System.out::println);
        } catch (JedisException e) {
            throw OnlineFailure.of(
                    e,
                    "Redis at %s failed before it named the model; give the same command again, which finishes what this one began"
                            .formatted(redis));
        }
    }

    private void publish() {
        System.err.println(
                "The factors of that model are no longer in Redis; publishing them from the lake, with Spark");
        var refresh = ModelRefresh.from(settings);
        try (Lake lake = Lake.open("millrace-models", settings)) {
            refresh.run(lake, List.of(ModelRefresh.Step.PUBLISH));
        }
    }

    private static String json(Object document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is known of models can be written as JSON", e);
        }
    }
}
