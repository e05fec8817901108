package io.millrace.dashboard;

import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.http.HttpConfig;
import io.millrace.dashboard.upstream.Upstreams;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How the dashboard runs.
 *
 * @param upstreams where the other processes answer
 * @param redis where figures and alerts are
 * @param poll time between two looks at the other processes, at least
 * @param figuresPoll time between two looks at figures and alerts, at least
 * @param patience how long one of them may take to answer
 * @param readers of the live stream at the same time
 * @param keys who may look and who may act
 */
public record DashboardConfig(
        HttpConfig http,
        Upstreams upstreams,
        URI redis,
        Duration poll,
        Duration figuresPoll,
        Duration patience,
        int readers,
        Keys keys) {
    public DashboardConfig {
        Map.of("dashboard.poll", poll, "dashboard.figures-poll", figuresPoll, "dashboard.patience", patience)
                .forEach(DashboardConfig::requirePositive);
        if (redis.getHost() == null || !String.valueOf(redis.getScheme()).startsWith("redis")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "redis.url must look like redis://[user:password@]host:port[/database]; this one does not");
        }
        if (readers < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "dashboard.readers must be at least 1, but is " + readers);
        }
        if (!http.isLoopback() && keys.isOpen()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The dashboard would be open to the network on %s; set MILLRACE_DASHBOARD_KEYS_OPERATOR (and _VIEWER) to keys of at least %d characters, or http.host to 127.0.0.1"
                            .formatted(http.host(), Keys.SHORTEST));
        }
    }

    private static void requirePositive(String key, Duration duration) {
        if (duration.toMillis() <= 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "%s must be longer than zero, but is %s".formatted(key, duration));
        }
    }

    /** The dashboard as the settings describe it. */
    public static DashboardConfig from(Settings settings) {
        return new DashboardConfig(
                new HttpConfig(
                        settings.text("http.host"),
                        settings.number("dashboard.http.port"),
                        settings.number("dashboard.http.connections"),
                        settings.duration("dashboard.http.idle-timeout")),
                new Upstreams(
                        settings.uri("dashboard.cdc-url"),
                        settings.uri("dashboard.gateway-url"),
                        settings.uri("dashboard.lakehouse-url"),
                        settings.uri("dashboard.streaming-url"),
                        settings.uri("dashboard.serving-url"),
                        settings.uri("dashboard.orchestration-url")),
                settings.uri("redis.url"),
                settings.duration("dashboard.poll"),
                settings.duration("dashboard.figures-poll"),
                settings.duration("dashboard.patience"),
                settings.number("dashboard.readers"),
                new Keys(
                        settings.secret("dashboard.keys.viewer"),
                        settings.secret("dashboard.keys.operator"),
                        ApiKeys.parse(settings.secret("dashboard.keys.shared"))));
    }
}
