package io.millrace.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.lake.LakeNames;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComposeTest {
    private static final ComposeFile COMPOSE = ComposeFile.read();
    private static final List<String> MODULES = List.of(
            "contracts",
            "cdc",
            "lakehouse",
            "streaming",
            "features",
            "ml",
            "serving",
            "gateway",
            "orchestration",
            "dashboard",
            "trino",
            "workloads/shop");

    @Test
    void fileHasTheFormOfAComposeFile() throws Exception {
        try (InputStream file = ComposeTest.class.getResourceAsStream("compose_spec.json")) {
            JsonNode text = new ObjectMapper().readTree(file);
            withoutIds(text);
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
            assertThat(schema.validate(COMPOSE.tree())).isEmpty();
        }
    }

    /** The schema names its parts in the way of an old draft, and itself after a newer one; the rules are the same. */
    private static void withoutIds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("id").isTextual()) {
                object.remove("id");
            }
            object.remove("$schema");
            // Compose writes a duration as 5s; the drafts mean another form by this word.
            if (object.path("format").asText().equals("duration")) {
                object.remove("format");
            }
        }
        node.forEach(ComposeTest::withoutIds);
    }

    @ParameterizedTest
    @CsvSource({
        "serving, serving, serving.http.port",
        "cdc, cdc, cdc.http.port",
        "lakehouse, lakehouse, lakehouse.http.port",
        "streaming, streaming, streaming.http.port",
        "gateway, gateway, gateway.http.port",
        "orchestration, orchestration, orchestration.http.port",
        "dashboard, dashboard, dashboard.http.port",
        "trino-registration, trino, trino.registration.http.port",
    })
    void processIsPublishedOnThePortOfItsOwnDefaults(String service, String module, String key) {
        int port = COMPOSE.reference(module).getInt(key);
        assertThat(COMPOSE.ports(service)).isEqualTo(Map.of(port, port));
        assertThat(COMPOSE.text("docker/prometheus/prometheus.yml")).contains("\"%s:%d\"".formatted(service, port));
        assertThat(COMPOSE.service(service).path("healthcheck").toString())
                .contains("localhost" + separator(service) + port);
    }

    private static String separator(String service) {
        return service.equals("orchestration") ? "/" : ":";
    }

    @Test
    void servicesArePublishedWhereClientsLookByDefault() {
        var contracts = COMPOSE.reference("contracts");
        int kafka =
                URI.create("kafka://" + contracts.getString("kafka.bootstrap")).getPort();
        int redis = URI.create(contracts.getString("redis.url")).getPort();
        int trino = COMPOSE.reference("trino").getInt("trino.http.port");
        assertThat(COMPOSE.ports("kafka")).containsOnlyKeys(kafka);
        assertThat(COMPOSE.environment("kafka", "KAFKA_ADVERTISED_LISTENERS").orElseThrow())
                .contains("localhost:" + kafka);
        assertThat(COMPOSE.ports("redis")).containsOnlyKeys(redis);
        assertThat(COMPOSE.ports("trino")).containsOnlyKeys(trino);
    }

    @ParameterizedTest
    @CsvSource({"postgres, POSTGRES", "minio, OBJECT_STORE", "redis, REDIS", "trino, TRINO"})
    void servicesArePublishedWhereTheStackOfOneMachineHasThem(String service, String constant) {
        String ports = COMPOSE.text("local/src/main/java/io/millrace/local/stack/StackPorts.java");
        int base = COMPOSE.reference("serving").getInt("serving.http.port");
        String offset = ComposeFile.found(constant + " = (\\d+);", ports).first();
        assertThat(COMPOSE.ports(service)).containsOnlyKeys(base + Integer.parseInt(offset));
    }

    @Test
    void everythingIsPublishedOnLoopbackAlone() {
        COMPOSE.services().values().forEach(service -> assertThat(ComposeFile.strings(service.path("ports")))
                .allMatch(port -> port.startsWith("127.0.0.1:")));
    }

    @Test
    void everySettingIsOneThatTheCodeReads() {
        // Given
        Set<String> known = new TreeSet<>(Set.of("MILLRACE_JVM_FLAGS"));
        for (String module : MODULES) {
            Path file = COMPOSE.home().resolve(module).resolve("src/main/resources/reference.conf");
            if (Files.exists(file)) {
                known.addAll(ComposeFile.found("\\$\\{\\?(MILLRACE_[A-Z0-9_]+)}", ComposeFile.text(file)));
            }
        }
        known.addAll(ComposeFile.found("\\$\\{(MILLRACE_[A-Z_]+)}", COMPOSE.text("workloads/shop/pipeline.yaml")));
        for (String part :
                List.of("config.properties", "access-control.properties", "parts/metastore-thrift.properties")) {
            known.addAll(ComposeFile.found("\\$\\{ENV:(MILLRACE_[A-Z_]+)}", COMPOSE.text("trino/etc/" + part)));
        }
        // When
        Set<String> used = new TreeSet<>();
        COMPOSE.services()
                .values()
                .forEach(service -> service.path("environment").fieldNames().forEachRemaining(used::add));
        used.removeIf(name -> !name.startsWith("MILLRACE_"));
        // Then
        assertThat(used).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void everyVariableOfTrinosConfigurationIsSet() {
        Set<String> named = new TreeSet<>();
        for (String part : List.of(
                "config.properties",
                "parts/metastore-thrift.properties",
                "parts/s3.properties",
                "parts/s3-endpoint.properties",
                "parts/s3-keys.properties")) {
            named.addAll(ComposeFile.found("\\$\\{ENV:([A-Z_0-9]+)}", COMPOSE.text("trino/etc/" + part)));
        }
        assertThat(named).isNotEmpty().allMatch(name -> COMPOSE.environment("trino", name)
                .isPresent());
    }

    @Test
    void everyProcessIsAMainClassOfItsModule() {
        COMPOSE.services().forEach((name, service) -> {
            List<String> command = ComposeFile.strings(service.path("command")).toList();
            if (command.size() > 1 && command.get(1).startsWith("io.millrace.")) {
                Path source = COMPOSE.home()
                        .resolve(command.get(0))
                        .resolve("src/main/java")
                        .resolve(command.get(1).replace('.', '/') + ".java");
                assertThat(source).as(name).exists();
            }
        });
    }

    @Test
    void noSecretIsInTheFileAndEachIsAskedFor() {
        // Given
        Set<String> asked = ComposeFile.found("\\$\\{([A-Z_]+):\\?", COMPOSE.text("docker-compose.yml"));
        Set<String> offered = ComposeFile.found("(?m)^([A-Z_]+)=$", COMPOSE.text(".env.example"));
        // Then
        assertThat(asked).isEqualTo(offered).hasSizeGreaterThan(5);
        assertThat(ComposeFile.found("(?m)^([A-Z_]+=.+)$", COMPOSE.text(".env.example")))
                .isEmpty();
        COMPOSE.services()
                .forEach((name, service) -> service.path("environment").fields().forEachRemaining(variable -> {
                    if (variable.getKey()
                            .matches(".*(PASSWORD|SECRET|ACCESS_KEY|SERVICE_USER|REDISCLI_AUTH|ROOT_USER).*")) {
                        assertThat(variable.getValue().asText())
                                .as(name + " " + variable.getKey())
                                .startsWith("${")
                                .contains(":?");
                    }
                }));
    }

    @Test
    void everyImageIsOfOneReleaseAndThoseOfTheBuildAreTheReleasesOfTheCode() {
        // Given
        String pom = COMPOSE.text("pom.xml");
        String dockerfile = COMPOSE.text("Dockerfile");
        // Then
        Stream.concat(
                        COMPOSE.services().values().stream()
                                .map(service -> service.path("image").asText()),
                        ComposeFile.found("(?m)^FROM (\\S+)", dockerfile).stream())
                .forEach(image -> assertThat(image).matches(".+:.*\\d.*").doesNotEndWith(":latest"));
        assertThat(COMPOSE.service("kafka").path("image").asText()).endsWith(":" + version(pom, "kafka"));
        assertThat(COMPOSE.service("trino").path("image").asText()).endsWith(":" + version(pom, "trino"));
        assertThat(dockerfile).contains("FROM apache/spark:" + version(pom, "spark") + " AS");
    }

    private static String version(String pom, String name) {
        return ComposeFile.found("<" + name + "\\.version>([^<]+)<", pom).first();
    }

    @Test
    void whatIsWaitedForCanBeHealthyOrDone() {
        COMPOSE.services()
                .forEach((name, service) -> service.path("depends_on").fields().forEachRemaining(wait -> {
                    JsonNode other = COMPOSE.service(wait.getKey());
                    assertThat(other).as(name + " waits for " + wait.getKey()).isNotNull();
                    switch (wait.getValue().path("condition").asText()) {
                        case "service_healthy" ->
                            assertThat(other.has("healthcheck"))
                                    .as(wait.getKey())
                                    .isTrue();
                        case "service_completed_successfully" ->
                            assertThat(other.path("restart").asText()).isEqualTo("on-failure");
                        default ->
                            throw new AssertionError(
                                    name + " waits for " + wait.getKey() + " without knowing for what");
                    }
                    // A service of no profile cannot wait for one that only a profile starts.
                    if (!service.has("profiles")) {
                        assertThat(other.has("profiles")).as(wait.getKey()).isFalse();
                    }
                }));
    }

    @Test
    void everyLastingServiceHasAHealthCheck() {
        COMPOSE.services().forEach((name, service) -> {
            if (service.path("restart").asText().equals("unless-stopped") && !name.equals("shop-simulator")) {
                assertThat(service.has("healthcheck")).as(name).isTrue();
            }
        });
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        COMPOSE.services().values().forEach(service -> ComposeFile.strings(service.path("volumes"))
                .map(volume -> volume.split(":")[0])
                .forEach(source -> {
                    if (source.startsWith("./")) {
                        assertThat(COMPOSE.home().resolve(source)).exists();
                    } else {
                        assertThat(COMPOSE.tree().path("volumes").has(source))
                                .as(source)
                                .isTrue();
                    }
                }));
    }

    @Test
    void lakeAndPipelineAreThoseOfTheCode() {
        // Given
        String root = COMPOSE.reference("contracts").getString("lake.root");
        String name = ComposeFile.found("(?m)^name: (\\S+)", COMPOSE.text("workloads/shop/pipeline.yaml"))
                .first();
        // Then
        assertThat(COMPOSE.environment("lakehouse", "MILLRACE_LAKE_ROOT")).hasValue(root);
        assertThat(COMPOSE.service("bucket").path("command").get(0).asText())
                .endsWith("store/" + URI.create(root).getAuthority());
        assertThat(COMPOSE.environment("serving", "MILLRACE_SERVING_PIPELINE_NAME"))
                .hasValue(name);
    }

    @Test
    void noTopicIsMadeByAccidentOrNamedOutsideTheCode() {
        assertThat(COMPOSE.environment("kafka", "KAFKA_AUTO_CREATE_TOPICS_ENABLE"))
                .hasValue("false");
        assertThat(COMPOSE.text("docker-compose.yml")).doesNotContain(new Topics("shop").changesPrefix());
    }

    @Test
    void dashboardQueriesNameSchemasOfTheLake() throws Exception {
        // Given
        var names = new LakeNames("shop");
        var schemas = Set.of(names.schema(), names.logSchema(), names.featuresSchema(), names.modelsSchema());
        // Then
        try (Stream<Path> queries = Files.list(COMPOSE.home().resolve("trino/queries"))) {
            queries.forEach(query -> assertThat(ComposeFile.found("\\blake\\.(\\w+)\\.", ComposeFile.text(query)))
                    .as(query.toString())
                    .isNotEmpty()
                    .isSubsetOf(schemas));
        }
    }

    @Test
    void everyMeasureOfTheHealthDashboardIsOneThatAProcessShows() throws Exception {
        // Given
        Set<String> shown = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> sources =
                    Files.walk(COMPOSE.home().resolve(module).resolve("src/main/java"))) {
                sources.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> ComposeFile.found("\"(millrace\\.[a-z.]+)\"", ComposeFile.text(file)).stream()
                                .map(name -> name.replace('.', '_'))
                                .forEach(shown::add));
            }
        }
        // When
        Set<String> asked =
                ComposeFile.found("(millrace_[a-z_]+)", COMPOSE.text("docker/grafana/dashboards/pipeline.json"));
        asked.addAll(ComposeFile.found("(millrace_[a-z_]+)", COMPOSE.text("docker/prometheus/alerts.yml")));
        // Then
        assertThat(asked).hasSizeGreaterThan(10).allMatch(measure -> shown.stream()
                .anyMatch(name -> measure.equals(name)
                        || measure.matches(name + "(_seconds)?(_total|_count|_sum|_bucket|_max)?")
                        || name.endsWith("_") && measure.startsWith(name)));
    }
}
