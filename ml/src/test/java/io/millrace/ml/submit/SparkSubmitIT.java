package io.millrace.ml.submit;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.Settings;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.ModelsMain;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;

/** The jobs on a cluster: driver, master, worker and executors are processes of their own. One job needs the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkSubmitIT {
    private static final TestStack STACK = TestStack.with(ServiceKind.OBJECT_STORE, ServiceKind.REDIS);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    private static SparkCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        var store = STACK.objectStore();
        ENVIRONMENT.put("MILLRACE_LAKE_ROOT", "s3a://" + store.bucket());
        ENVIRONMENT.put("MILLRACE_LAKE_ENDPOINT", store.endpoint().toString());
        ENVIRONMENT.put("MILLRACE_LAKE_ACCESS_KEY", store.accessKey());
        ENVIRONMENT.put("MILLRACE_LAKE_SECRET_KEY", store.secretKey());
        ENVIRONMENT.put("MILLRACE_REDIS_URL", STACK.redis().uri().toString());
        Path file = TestStack.newFolder("pipeline").resolve("pipeline.yaml");
        ENVIRONMENT.put(
                "MILLRACE_PIPELINE",
                Files.writeString(file, ShopFixture.PIPELINE_FILE).toString());
        ENVIRONMENT.put("MILLRACE_ML_ALS_RANK", "8");
        ENVIRONMENT.put("MILLRACE_ML_ALS_ITERATIONS", "2");
        ENVIRONMENT.put("MILLRACE_LAKEHOUSE_SPARK_SHUFFLE_PARTITIONS", "2");
        ENVIRONMENT.put("MILLRACE_ML_GATE_ENABLED", "false");
        fill();
        cluster = SparkCluster.start();
    }

    private static Settings settings() {
        return Settings.parse(
                """
                lake { root = "%s", endpoint = "%s", access-key = "%s", secret-key = "%s" }
                redis.url = "%s"
                pipeline = "%s"
                """
                        .formatted(
                                ENVIRONMENT.get("MILLRACE_LAKE_ROOT"),
                                ENVIRONMENT.get("MILLRACE_LAKE_ENDPOINT"),
                                ENVIRONMENT.get("MILLRACE_LAKE_ACCESS_KEY"),
                                ENVIRONMENT.get("MILLRACE_LAKE_SECRET_KEY"),
                                ENVIRONMENT.get("MILLRACE_REDIS_URL"),
                                ENVIRONMENT.get("MILLRACE_PIPELINE")));
    }

    private static void fill() {
        try (Lake lake = Lake.open("fill", settings())) {
            new ShopFixture(60, 40, 600, 4).write(LakeFixture.of(lake));
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void submit(String name, String main, String... arguments) throws Exception {
        Path jar = MillraceHome.find().path().resolve(name).resolve("target").resolve("millrace-" + name + "-job.jar");
        assertThat(classes(jar))
                .contains(main.replace('.', '/') + ".class")
                .noneMatch(entry -> entry.startsWith("org/apache/spark/") || entry.startsWith("io/delta/"));
        long executorsBefore = cluster.executors();

        int exitCode = cluster.submit(name, ENVIRONMENT, jar, main, arguments);

        assertThat(exitCode).as(() -> cluster.log(name)).isZero();
        assertThat(cluster.executors()).isGreaterThan(executorsBefore);
    }

    private static List<String> classes(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    private static boolean inRedis(String key) {
        try (Jedis jedis = new Jedis(STACK.redis().uri())) {
            return jedis.exists(key);
        }
    }

    @Test
    @Order(1)
    void theFeaturesJobRunsOnACluster() throws Exception {
        submit("features", "io.millrace.features.FeaturesMain");

        assertThat(inRedis(KEYS.featuresPointer())).isTrue();
    }

    @Test
    @Order(2)
    void theTrainingJobRunsOnACluster() throws Exception {
        submit("ml", "io.millrace.ml.TrainMain", "all");

        assertThat(inRedis(KEYS.modelPointer())).isTrue();
    }

    /** In this process, because the command is no job; the lake and Redis are those that the job has filled. */
    @Test
    @Order(3)
    void theModelsCommandGoesBackOnTheObjectStoreAndInRedis() throws Exception {
        LakeConfig config = LakeConfig.from(settings());
        LakeFiles files = LakeFiles.open(config);
        var names = new LakeNames("shop");
        var papers = new ModelPapers(files, config.root(), names);
        Promotion trained = papers.promotion().orElseThrow();
        String later = trained.model() + "b";
        for (String paper : List.of("candidate.json", "evaluation.json", "manifest.json")) {
            String folder = LakeNames.location(config.root(), names.modelsSchema(), "");
            files.write(
                    folder + later + "/" + paper,
                    files.read(folder + trained.model() + "/" + paper)
                            .orElseThrow()
                            .replace(trained.model(), later));
        }
        papers.promote(later, Optional.of(trained));

        ModelsMain.run(settings(), "rollback");

        Promotion current = papers.promotion().orElseThrow();
        assertThat(current.model()).isEqualTo(trained.model());
        assertThat(current.how()).isEqualTo(Promotion.How.ROLLED_BACK);
        try (Jedis jedis = new Jedis(STACK.redis().uri())) {
            assertThat(jedis.get(KEYS.modelPointer())).contains(trained.model());
            assertThat(jedis.get(KEYS.modelPromotedAt()))
                    .isEqualTo(Long.toString(current.at().toEpochMilli()));
        }
    }

    @Test
    @Order(4)
    @Tag("soak")
    void theMaintenanceJobRunsOnACluster() throws Exception {
        submit("lakehouse", "io.millrace.lakehouse.maintenance.MaintenanceMain", "optimize", "shop.orders");

        assertThat(cluster.log("lakehouse")).containsPattern("optimize shop\\.orders took \\d+\\.\\d s");
    }
}
