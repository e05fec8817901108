package io.millrace.local;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds all modules to the directions in which they may know each other; reads what the build has compiled. */
class ArchitectureIT {
    private static final Path HOME = MillraceHome.find().path();

    /** Each module with the modules that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("contracts", Set.of()),
            Map.entry("testkit", Set.of()),
            Map.entry("workloads", Set.of("contracts")),
            Map.entry("cdc", Set.of("contracts")),
            Map.entry("lakehouse", Set.of("contracts")),
            Map.entry("streaming", Set.of("contracts")),
            Map.entry("features", Set.of("contracts", "lakehouse")),
            Map.entry("ml", Set.of("contracts", "lakehouse", "features")),
            Map.entry("serving", Set.of("contracts")),
            Map.entry("gateway", Set.of("contracts")),
            Map.entry("orchestration", Set.of("contracts")),
            Map.entry("dashboard", Set.of("contracts")),
            Map.entry("trino", Set.of("contracts")),
            Map.entry("local", Set.of("contracts", "testkit")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(moduleFolders()
                    .map(folder -> folder.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList());

    @Test
    void codeDependsUpstreamOnly() {
        assertThat(CLASSES.size()).isGreaterThan(100);
        MAY_USE.forEach((module, allowed) -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(module) && !allowed.contains(other))
                    .map(ArchitectureIT::packages)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packages(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        });
    }

    @Test
    void whatAnswersRequestsNeverNeedsSpark() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        packages("contracts"),
                        packages("cdc"),
                        packages("streaming"),
                        packages("gateway"),
                        packages("serving"),
                        packages("orchestration"),
                        packages("dashboard"),
                        packages("local"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala..")
                .check(CLASSES);
    }

    @Test
    void packagesOfAModuleFormNoCycles() {
        for (String module : MAY_USE.keySet()) {
            slices().matching("io.millrace." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsSentence() throws IOException {
        List<Path> silent;
        try (Stream<Path> sources = moduleFolders()
                .map(folder -> folder.resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(ArchitectureIT::walk)) {
            silent = sources.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .collect(Collectors.toList());
        }
        assertThat(silent).isEmpty();
    }

    private static String packages(String module) {
        return "io.millrace." + module + "..";
    }

    private static Stream<Path> moduleFolders() {
        return Stream.of(
                        "contracts",
                        "testkit/services",
                        "workloads/shop",
                        "workloads/video",
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
                        "local")
                .map(HOME::resolve);
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
