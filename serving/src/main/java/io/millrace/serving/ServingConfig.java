package io.millrace.serving;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.serving.http.HttpConfig;
import java.net.URI;
import java.time.Duration;

/**
 * How the service runs.
 *
 * @param pipeline whose features and models are served
 * @param redis where they are
 * @param redisTimeout how long a request waits for a user's features
 * @param loadTimeout how long a part of a model may take
 * @param poll time between two looks at the pointers
 */
public record ServingConfig(
        String pipeline, URI redis, Duration redisTimeout, Duration loadTimeout, Duration poll, HttpConfig http) {
    public ServingConfig {
        requirePositive("serving.redis.timeout", redisTimeout);
        requirePositive("serving.redis.load-timeout", loadTimeout);
        requirePositive("serving.poll", poll);
    }

    private static void requirePositive(String key, Duration duration) {
        if (duration.toMillis() <= 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "%s must be longer than zero, but is %s".formatted(key, duration));
        }
    }

    /** The service as the settings describe it. */
    public static ServingConfig from(Settings settings) {
        return new ServingConfig(
                settings.optionalText("serving.pipeline-name")
                        .orElseGet(() -> PipelineFile.of(settings).name()),
                settings.uri("redis.url"),
                settings.duration("serving.redis.timeout"),
                settings.duration("serving.redis.load-timeout"),
                settings.duration("serving.poll"),
                new HttpConfig(
                        settings.text("http.host"),
                        settings.number("serving.http.port"),
                        settings.number("serving.http.concurrent"),
                        settings.number("serving.http.queue"),
                        settings.duration("serving.http.patience"),
                        settings.number("serving.http.connections"),
                        settings.duration("serving.http.idle-timeout")));
    }

    OnlineKeys keys() {
        return new OnlineKeys(pipeline);
    }
}
