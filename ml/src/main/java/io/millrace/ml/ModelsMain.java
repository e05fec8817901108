package io.millrace.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.life.ModelList;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.life.ModelsPage;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.Jedis;

/** Shows models and makes another one current; starts Spark only where factors have to be brought from the lake again. */
public final class ModelsMain {
    private static final String JSON = "--json";
    private static final String FORCE = "--force";

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
        Entrypoint.exit("models", () -> new ModelsMain(Settings.load()).run(List.of(args)));
    }

    private void run(List<String> arguments) {
        List<String> words = arguments.stream()
                .filter(argument -> !List.of(JSON, FORCE).contains(argument))
                .toList();
        boolean json = arguments.contains(JSON);
        switch (String.join(" ", words.isEmpty() ? words : words.subList(0, 1)) + " " + words.size()) {
            case "list 1" -> list(json);
            case "show 2" -> show(words.get(1), json);
            case "promote 2" -> change(models -> models.promote(words.get(1), arguments.contains(FORCE)));
            case "rollback 1" -> change(ModelSwitch::rollBack);
            default ->
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "The models are told list, show MODEL, promote MODEL or rollback, but not '%s'"
                                .formatted(String.join(" ", arguments)));
        }
    }

    private void list(boolean json) {
        print(models -> json ? List.of(json(models.all())) : ModelsPage.table(models.all()));
    }

    private void show(String model, boolean json) {
        print(models -> json ? List.of(json(models.one(model))) : ModelsPage.all(models.one(model)));
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
