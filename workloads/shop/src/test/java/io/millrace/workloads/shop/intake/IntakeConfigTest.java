package io.millrace.workloads.shop.intake;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Settings;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.intake.http.IntakeHttpConfig;
import io.millrace.workloads.shop.intake.kafka.IntakeKafkaConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IntakeConfigTest {
    private static final String DATABASE = "shop-intake.database.url = \"jdbc:postgresql://there/shop\"\n";

    @Test
    void withoutSettingsItListensOnLoopbackForTheShopsTopics() {
        // When
        IntakeConfig config = IntakeConfig.from(Settings.parse(DATABASE));
        // Then
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8608);
        assertThat(config.kafka().orders()).isEqualTo("order_created");
        assertThat(config.kafka().products()).isEqualTo("product_events");
        assertThat(config.kafka().memory()).isEqualTo(2 * (1 << 24));
    }

    @Test
    void everyKeyReachesTheRecord() {
        // When
        IntakeConfig config = IntakeConfig.from(
                Settings.parse(
                        """
                        http.host = "0.0.0.0"
                        kafka { bootstrap = "broker:1", replication = 3 }
                        shop-intake {
                          http {
                            port = 1, max-body-bytes = 2, in-flight-requests = 3, connections = 4
                            body-patience = 5s, idle-timeout = 6s
                          }
                          key = "0123456789abcdef"
                          patience = 7s
                          silence = 8s
                          topics { orders = "o", products = "p", partitions = 8, retention = 9h }
                          group = "g"
                          database { url = "jdbc:postgresql://there/shop", user = "u", password = "secret" }
                        }
                        """));
        // Then
        assertThat(config)
                .isEqualTo(new IntakeConfig(
                        new ShopDatabase("jdbc:postgresql://there/shop", "u", Secret.of("secret")),
                        new IntakeKafkaConfig(
                                "broker:1",
                                (short) 3,
                                "o",
                                "p",
                                8,
                                Duration.ofHours(9),
                                "g",
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                6 + (1 << 24)),
                        new IntakeHttpConfig(
                                "0.0.0.0",
                                1,
                                2,
                                3,
                                4,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Secret.of("0123456789abcdef"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http.host = 0.0.0.0                           | shop-intake.key is empty
                    shop-intake.key = short                       | at least 16 characters
                    shop-intake.http.port = 70000                 | shop-intake.http.port must be
                    shop-intake.http.max-body-bytes = 1000000     | shop-intake.http.max-body-bytes must be
                    shop-intake.http.in-flight-requests = 0       | shop-intake.http.in-flight-requests must be
                    shop-intake.patience = 1ms                    | shop-intake.patience must be
                    shop-intake.silence = 1s                      | shop-intake.silence must be
                    shop-intake.topics.orders = product_events    | must be two topics
                    shop-intake.topics.orders = millrace.shop.x   | must not begin with 'millrace.'
                    shop-intake.topics.partitions = 0             | shop-intake.topics.partitions must be
                    shop-intake.topics.retention = 1m             | shop-intake.topics.retention must be
                    shop-intake.topics.retentoin = 1h             | Did you mean 'shop-intake.topics.retention'
                    shop-intake.database.url = "jdbc:mysql://x"   | The shop lives in Postgres
                    shop-intake.database.url = ""                 | MILLRACE_SHOP_URL
                    """)
    void nonsenseIsRefused(String setting, String message) {
        assertThatThrownBy(() -> IntakeConfig.from(Settings.parse(DATABASE + setting)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining(message);
    }
}
