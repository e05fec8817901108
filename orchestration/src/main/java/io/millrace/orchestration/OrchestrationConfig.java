package io.millrace.orchestration;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.alert.AlertChannel;
import io.millrace.orchestration.alert.Mail;
import io.millrace.orchestration.alert.MailConfig;
import io.millrace.orchestration.alert.Webhook;
import io.millrace.orchestration.chain.RetryPolicy;
import io.millrace.orchestration.model.ModelProgram;
import io.millrace.orchestration.rule.RuleAlertsConfig;
import io.millrace.orchestration.rule.Terms;
import io.millrace.orchestration.schedule.CronTimes;
import io.millrace.orchestration.schedule.Planned;
import io.millrace.orchestration.schedule.RunLogs;
import io.millrace.orchestration.store.StoreConfig;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the scheduler is told.
 *
 * @param host interface of the endpoint
 * @param plan the chains and their times
 * @param models how models are shown and switched
 * @param channels how a failure is told, and what rules have found
 * @param ruleAlerts nothing where that is not told
 * @param stopGrace how long a process that is asked to end may take
 */
public record OrchestrationConfig(
        String host,
        int port,
        StoreConfig store,
        RunLogs logs,
        List<Planned> plan,
        RetryPolicy retry,
        ModelProgram models,
        List<AlertChannel> channels,
        Optional<RuleAlertsConfig> ruleAlerts,
        Duration stopGrace) {
    private static final String NEVER = "never";
    private static final int LAST_PORT = 65_535;

    /** Refuses a port that is none. */
    public OrchestrationConfig {
        plan = List.copyOf(plan);
        channels = List.copyOf(channels);
        if (port < 0 || port > LAST_PORT) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "orchestration.http.port must be a port, but is " + port);
        }
    }

    /**
     * Reads the settings.
     *
     * @param home the folder that holds every module
     * @throws PipelineException of kind CONFIGURATION that names everything that is wrong
     */
    public static OrchestrationConfig from(Settings settings, Path home) {
        var reading = new Reading();
        Path state = Path.of(settings.text("orchestration.state-dir"));
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(settings.duration("orchestration.alert-limit"))
                .build();
        Optional<RetryPolicy> retry = reading.of(() -> retry(settings));
        Optional<StoreConfig> store = reading.of(() -> store(settings, state));
        Optional<RunLogs> logs = reading.of(() -> logs(settings, state));
        Optional<ZoneId> zone =
                reading.of(() -> CronTimes.zone("orchestration.timezone", settings.text("orchestration.timezone")));
        var steps = new StepPlan(settings, home, client);
        List<Planned> plan = new ArrayList<>();
        for (String chain : List.of("refresh", "maintain", "audit", "clicks", "measures")) {
            Optional<Optional<CronTimes>> times =
                    reading.of(() -> times(settings, chain, zone.orElse(ZoneId.of("UTC"))));
            reading.of(() -> steps.chain(chain))
                    .ifPresent(steady -> plan.add(new Planned(steady, times.orElse(Optional.empty()))));
        }
        Optional<ModelProgram> models = reading.of(steps::models);
        List<AlertChannel> channels = new ArrayList<>();
        reading.of(() -> webhook(settings, client)).flatMap(found -> found).ifPresent(channels::add);
        reading.of(() -> mail(settings)).flatMap(found -> found).ifPresent(channels::add);
        Optional<Terms> terms = reading.of(() -> terms(settings));
        reading.refuseProblems();
        return new OrchestrationConfig(
                settings.text("http.host"),
                settings.number("orchestration.http.port"),
                store.orElseThrow(),
                logs.orElseThrow(),
                plan,
                retry.orElseThrow(),
                models.orElseThrow(),
                channels,
                settings.flag("orchestration.rules.tell")
                        ? Optional.of(ruleAlerts(settings, terms.orElseThrow()))
                        : Optional.empty(),
                settings.duration("orchestration.stop-grace"));
    }

    private static RetryPolicy retry(Settings settings) {
        return new RetryPolicy(
                settings.number("orchestration.retry.attempts"),
                settings.duration("orchestration.retry.first-delay"),
                settings.decimal("orchestration.retry.factor"),
                settings.duration("orchestration.retry.longest-delay"));
    }

    private static StoreConfig store(Settings settings, Path state) {
        return settings.optionalText("orchestration.store.url")
                .map(url -> new StoreConfig(
                        url,
                        settings.text("orchestration.store.user"),
                        settings.secret("orchestration.store.password"),
                        settings.text("orchestration.store.schema")))
                .orElseGet(() -> StoreConfig.embedded(state));
    }

    private static RunLogs logs(Settings settings, Path state) {
        Path folder =
                settings.optionalText("orchestration.log-dir").map(Path::of).orElseGet(() -> state.resolve("logs"));
        return new RunLogs(folder.toAbsolutePath().normalize(), settings.number("orchestration.history.runs"));
    }

    private static Optional<CronTimes> times(Settings settings, String chain, ZoneId zone) {
        String setting = "orchestration.%s.cron".formatted(chain);
        String expression = settings.text(setting).strip();
        if (expression.equalsIgnoreCase(NEVER)) {
            return Optional.empty();
        }
        CronTimes times = CronTimes.parse(setting, expression, zone, Instant.now());
        return settings.flag("orchestration.scheduled") ? Optional.of(times) : Optional.empty();
    }

    private static Terms terms(Settings settings) {
        return new Terms(
                settings.duration("orchestration.rules.news"), settings.duration("orchestration.rules.patience"));
    }

    private static RuleAlertsConfig ruleAlerts(Settings settings, Terms terms) {
        return new RuleAlertsConfig(settings.text("kafka.bootstrap"), Path.of(settings.text("pipeline")), terms);
    }

    private static Optional<AlertChannel> webhook(Settings settings, HttpClient client) {
        return settings.optionalText("orchestration.webhook.url")
                .map(address -> new Webhook(
                        client,
                        settings.secret("orchestration.webhook.url"),
                        settings.duration("orchestration.alert-limit")));
    }

    private static Optional<AlertChannel> mail(Settings settings) {
        return settings.optionalText("orchestration.mail.host")
                .map(host -> new MailConfig(
                        host,
                        settings.number("orchestration.mail.port"),
                        settings.flag("orchestration.mail.starttls"),
                        settings.text("orchestration.mail.user"),
                        settings.secret("orchestration.mail.password"),
                        settings.text("orchestration.mail.from"),
                        StepPlan.words(settings.text("orchestration.mail.to"))))
                .map(config -> new Mail(config, settings.duration("orchestration.alert-limit")));
    }
}
