package io.millrace.serving;

import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.recommend.AnswerLog;
import io.millrace.serving.view.FacetNames;
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
 * @param positionPatience how long a request waits for a position
 * @param facets by which attributes items are chosen
 * @param answers how many answers are kept to be explained, how large, and how long
 * @param shadowed for how many requests in a second a shadowed model ranks, at most
 * @param damping of items that a user saw and did not click
 */
public record ServingConfig(
        String pipeline,
        URI redis,
        Duration redisTimeout,
        Duration loadTimeout,
        Duration poll,
        Duration positionPatience,
        FacetNames facets,
        AnswerLog.Limits answers,
        int shadowed,
        Damping damping,
        HttpConfig http) {
    private static final int MOST_SHADOWED = 1000;

    public ServingConfig {
        requirePositive("serving.redis.timeout", redisTimeout);
        requirePositive("serving.redis.load-timeout", loadTimeout);
        requirePositive("serving.poll", poll);
        requirePositive("serving.position-patience", positionPatience);
        if (shadowed < 1 || shadowed > MOST_SHADOWED) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "serving.shadow.per-second must be from 1 to %d, but is %d".formatted(MOST_SHADOWED, shadowed));
        }
        if (positionPatience.compareTo(http.idleTimeout()) >= 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "serving.position-patience must be shorter than serving.http.idle-timeout, which is %s, but is %s"
                            .formatted(http.idleTimeout(), positionPatience));
        }
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
                settings.duration("serving.position-patience"),
                new FacetNames(settings.text("serving.attributes.category"), settings.text("serving.attributes.price")),
                new AnswerLog.Limits(
                        settings.number("serving.explanations.answers"),
                        settings.number("serving.explanations.largest-bytes"),
                        settings.duration("serving.explanations.age")),
                settings.number("serving.shadow.per-second"),
                Damping.from(settings),
                new HttpConfig(
                        settings.text("http.host"),
                        settings.number("serving.http.port"),
                        settings.number("serving.http.concurrent"),
                        settings.number("serving.http.queue"),
                        settings.duration("serving.http.patience"),
                        settings.number("serving.http.connections"),
                        settings.duration("serving.http.idle-timeout")));
    }

    ProgressWatch.Limits waiting() {
        return new ProgressWatch.Limits(positionPatience, http.queue());
    }

    OnlineKeys keys() {
        return new OnlineKeys(pipeline);
    }
}
