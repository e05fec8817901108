package io.millrace.gateway;

import io.millrace.contracts.access.ApiKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Loopback;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Settings;
import io.millrace.gateway.http.BodyPace;
import io.millrace.gateway.http.HttpConfig;
import io.millrace.gateway.http.WebOrigins;
import io.millrace.gateway.kafka.KafkaConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the gateway is run; the keys are described in {@code reference.conf}.
 *
 * @param maxEventBytes of one event as it is kept
 * @param keys who may send
 * @param openWithoutKeys whether everybody may, on a port that others can reach
 * @param names by which it may be asked where there are no keys, besides those of this machine
 * @param serving who knows which models recommendations come from
 */
public record GatewayConfig(
        Pipeline pipeline,
        KafkaConfig kafka,
        HttpConfig http,
        int maxEventBytes,
        Secret keys,
        boolean openWithoutKeys,
        Set<String> names,
        Rate rate,
        URI serving) {
    private static final int LARGEST_EVENT = 1_000_000;
    private static final int PORTS = 65_536;
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(100);
    /** Batches that are not full take their size each, for every partition. */
    private static final long SPARE_MEMORY = 1 << 25;

    /**
     * How much a key may send.
     *
     * @param perSecond events; 0 for no limit
     * @param burst events at once after a pause
     */
    public record Rate(double perSecond, double burst) {
        public Rate {
            require(perSecond >= 0, "gateway.rate.events-per-second must not be negative, but is " + perSecond);
            require(burst >= 1, "gateway.rate.burst must be at least 1, but is " + burst);
        }
    }

    public GatewayConfig {
        names = Set.copyOf(names);
        require(
                maxEventBytes > 0 && maxEventBytes <= LARGEST_EVENT,
                "gateway.max-event-bytes must be from 1 to %d, what a broker takes, but is %d"
                        .formatted(LARGEST_EVENT, maxEventBytes));
        require(
                kafka.patience().compareTo(SHORTEST_PATIENCE) >= 0,
                "gateway.patience must be at least %s, but is %s".formatted(SHORTEST_PATIENCE, kafka.patience()));
        require(
                isAddress(serving),
                "gateway.serving-url must look like http://host:port, but is '%s'".formatted(serving));
        require(kafka.replication() >= 1, "kafka.replication must be at least 1, but is " + kafka.replication());
        require(
                !ApiKeys.parse(keys).isOpen() || openWithoutKeys || Loopback.isHost(http.host()),
                "gateway.keys is empty, but http.host is %s, which others can reach: give keys in MILLRACE_GATEWAY_KEYS, or set gateway.open-without-keys if something before the gateway decides who may send"
                        .formatted(http.host()));
        require(
                !http.origins().areAny() || ApiKeys.parse(keys).isOpen(),
                "gateway.http.origins is *, but there are keys, which any page that has one could then use from the browser of whoever looks at it: list the origins of your pages");
    }

    /**
     * By which names it may be asked, besides those of this machine; nothing where any will do, because a key decides, or
     * something before the gateway that no name is listed for.
     */
    Optional<Set<String>> answeredNames() {
        boolean isAny = !ApiKeys.parse(keys).isOpen() || openWithoutKeys && names.isEmpty();
        return isAny ? Optional.empty() : Optional.of(names);
    }

    /** The gateway as the settings describe it. */
    public static GatewayConfig from(Settings settings) {
        var http = new HttpConfig(
                settings.text("http.host"),
                settings.number("gateway.http.port"),
                settings.number("gateway.http.max-body-bytes"),
                settings.number("gateway.max-batch"),
                new BodyPace(
                        settings.duration("gateway.http.body-patience"),
                        settings.duration("gateway.http.body-grace"),
                        settings.number("gateway.http.body-least-rate")),
                settings.number("gateway.http.in-flight-requests"),
                settings.bigNumber("gateway.http.in-flight-bytes"),
                settings.number("gateway.http.connections"),
                settings.duration("gateway.http.idle-timeout"),
                new WebOrigins(Set.copyOf(settings.words("gateway.http.origins"))));
        return new GatewayConfig(
                PipelineFile.of(settings),
                new KafkaConfig(
                        settings.text("kafka.bootstrap"),
                        (short) settings.number("kafka.replication"),
                        settings.duration("gateway.patience"),
                        http.inFlightBytes() + SPARE_MEMORY),
                http,
                settings.number("gateway.max-event-bytes"),
                settings.secret("gateway.keys"),
                settings.flag("gateway.open-without-keys"),
                Set.copyOf(settings.words("gateway.http.names")),
                new Rate(settings.decimal("gateway.rate.events-per-second"), settings.decimal("gateway.rate.burst")),
                settings.uri("gateway.serving-url"));
    }

    private static boolean isAddress(URI url) {
        return Set.of("http", "https").contains(String.valueOf(url.getScheme()))
                && url.getHost() != null
                && url.getPort() < PORTS;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
