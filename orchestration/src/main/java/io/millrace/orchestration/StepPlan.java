package io.millrace.orchestration;

import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.process.Suggestion;
import io.millrace.contracts.process.TemporaryFolder;
import io.millrace.orchestration.chain.Chain;
import io.millrace.orchestration.chain.Step;
import io.millrace.orchestration.chain.StepAction;
import io.millrace.orchestration.model.ModelProgram;
import io.millrace.orchestration.step.ChildProcess;
import io.millrace.orchestration.step.Launcher;
import io.millrace.orchestration.step.LocalJvm;
import io.millrace.orchestration.step.MaintenanceRequest;
import io.millrace.orchestration.step.Program;
import io.millrace.orchestration.step.SparkSubmit;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns the words of the settings into steps: {@code features}, {@code model}, {@code audit}, {@code online-audit},
 * {@code interaction-audit}, {@code measure-audit}, {@code clicks} and {@code measures}, each with arguments of its own
 * after a colon, {@code refresh}, {@code optimize} and {@code vacuum}.
 */
final class StepPlan {
    private static final List<String> PROGRAMS = List.of(
            "refresh",
            "features",
            "model",
            "audit",
            "online-audit",
            "interaction-audit",
            "measure-audit",
            "clicks",
            "measures");
    private static final List<String> NAMES = Stream.concat(
                    PROGRAMS.stream(), Arrays.stream(Maintenance.values()).map(Maintenance::code))
            .toList();

    /** The chain of which each step looks at something else. */
    private static final String AUDIT = "audit";

    private final Settings settings;
    private final Path home;
    private final HttpClient client;

    StepPlan(Settings settings, Path home, HttpClient client) {
        this.settings = settings;
        this.home = home;
        this.client = client;
    }

    /** The chain whose steps the setting names. */
    Chain chain(String name) {
        String setting = "orchestration.%s.steps".formatted(name);
        List<String> steps = words(settings.text(setting));
        if (steps.isEmpty() || steps.stream().distinct().count() < steps.size()) {
            throw refused("%s must name steps, each once, but is '%s'".formatted(setting, settings.text(setting)));
        }
        return new Chain(
                name,
                steps.stream()
                        .map(step -> new Step(step, action(setting, step)))
                        .toList(),
                name.equals(AUDIT));
    }

    /** The program behind {@code millrace models}. */
    ModelProgram models() {
        Program program = program("models", Optional.empty());
        return arguments ->
                new ChildProcess(launcher(), program.with(arguments), limit(), positive("orchestration.stop-grace"));
    }

    private StepAction action(String setting, String step) {
        String name = step.replaceFirst(":.*", "");
        Optional<String> argument =
                step.contains(":") ? Optional.of(step.substring(name.length() + 1)) : Optional.empty();
        if (PROGRAMS.contains(name)) {
            return new ChildProcess(launcher(), program(name, argument), limit(), positive("orchestration.stop-grace"));
        }
        return Arrays.stream(Maintenance.values())
                .filter(operation -> operation.code().equals(step))
                .findFirst()
                .map(operation -> new MaintenanceRequest(client, lakehouse(), operation, limit()))
                .orElseThrow(() -> refused("%s has an unknown step '%s'; there are %s.%s"
                        .formatted(setting, step, NAMES, Suggestion.didYouMean(name, NAMES))));
    }

    private Program program(String name, Optional<String> argument) {
        String root = "orchestration.steps.%s.".formatted(name);
        String memory = settings.text(root + "memory");
        if (!memory.matches("(\\d+[kKmMgG])?")) {
            throw refused("%smemory must be a size such as 512m or 2g, or empty, but is '%s'".formatted(root, memory));
        }
        return new Program(
                settings.text(root + "module"),
                settings.text(root + "main"),
                argument.map(List::of).orElseGet(() -> settings.words(root + "arguments")),
                memory);
    }

    private Launcher launcher() {
        String launcher = settings.text("orchestration.launcher");
        return switch (launcher) {
            case "process" -> new LocalJvm(home, TemporaryFolder.shared());
            case "spark-submit" ->
                new SparkSubmit(
                        home,
                        settings.words("orchestration.spark-submit.command"),
                        settings.text("orchestration.spark-submit.jar"));
            default ->
                throw refused(
                        "orchestration.launcher must be process or spark-submit, but is '%s'".formatted(launcher));
        };
    }

    private URI lakehouse() {
        URI uri = settings.uri("orchestration.lakehouse-url");
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).startsWith("http")) {
            throw refused("orchestration.lakehouse-url must be an address such as http://127.0.0.1:8602, but is '%s'"
                    .formatted(uri));
        }
        return uri;
    }

    private Duration limit() {
        return positive("orchestration.step-limit");
    }

    private Duration positive(String setting) {
        Duration duration = settings.duration(setting);
        if (duration.isZero() || duration.isNegative()) {
            throw refused("%s must be longer than zero, but is %s".formatted(setting, duration));
        }
        return duration;
    }

    /** The words of a setting, which blanks or commas separate. */
    static List<String> words(String text) {
        return Stream.of(text.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static PipelineException refused(String message) {
        return new PipelineException(FailureKind.CONFIGURATION, message);
    }
}
