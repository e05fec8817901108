package io.millrace.workloads.shop.intake;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.intake.http.IntakeHttpConfig;
import io.millrace.workloads.shop.intake.kafka.IntakeKafkaConfig;

/** How the intake is run; the keys are described in {@code reference.conf}. */
public record IntakeConfig(ShopDatabase database, IntakeKafkaConfig kafka, IntakeHttpConfig http) {
    /** Batches that are not full take their size each, for every partition. */
    private static final long SPARE_MEMORY = 1 << 24;

    /** The intake as the settings describe it. */
    public static IntakeConfig from(Settings settings) {
        var http = new IntakeHttpConfig(
                settings.text("http.host"),
                settings.number("shop-intake.http.port"),
                settings.number("shop-intake.http.max-body-bytes"),
                settings.number("shop-intake.http.in-flight-requests"),
                settings.number("shop-intake.http.connections"),
                settings.duration("shop-intake.http.body-patience"),
                settings.duration("shop-intake.http.idle-timeout"),
                settings.secret("shop-intake.key"));
        var kafka = new IntakeKafkaConfig(
                settings.text("kafka.bootstrap"),
                (short) settings.number("kafka.replication"),
                settings.text("shop-intake.topics.orders"),
                settings.text("shop-intake.topics.products"),
                settings.number("shop-intake.topics.partitions"),
                settings.duration("shop-intake.topics.retention"),
                settings.text("shop-intake.group"),
                settings.duration("shop-intake.patience"),
                settings.duration("shop-intake.silence"),
                (long) http.inFlightRequests() * http.maxBodyBytes() + SPARE_MEMORY);
        return new IntakeConfig(database(settings), kafka, http);
    }

    private static ShopDatabase database(Settings settings) {
        String url = settings.optionalText("shop-intake.database.url")
                .orElseThrow(
                        () -> new PipelineException(
                                FailureKind.CONFIGURATION,
                                "shop-intake.database.url is empty; name the shop's database in MILLRACE_SHOP_URL, such as jdbc:postgresql://localhost:5432/shop"));
        return new ShopDatabase(
                url, settings.text("shop-intake.database.user"), settings.secret("shop-intake.database.password"));
    }
}
