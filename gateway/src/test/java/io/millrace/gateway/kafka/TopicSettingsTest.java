package io.millrace.gateway.kafka;

import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicSettingsTest {
    private static final EventType OWN = type("click", "millrace.shop.events.click");
    private static final EventType NAMED = type("play", "watch-history");

    private final TopicSettings settings = new TopicSettings((short) 1, List.of(OWN, NAMED));

    @Test
    void onlyTopicsOfMillraceAreBroughtToWhatTheFileSays() {
        // Given
        Map<ConfigResource, Config> actual = Map.of(
                TopicSettings.resource(OWN),
                keeping("delete", "1"),
                TopicSettings.resource(NAMED),
                keeping("delete", "1"));
        // Then
        assertThat(settings.repairs(actual).toString())
                .contains("millrace.shop.events.click", "retention.ms", "86400000")
                .doesNotContain("watch-history", "cleanup.policy");
        assertThat(settings.remarks(actual))
                .containsExactly(
                        "The topic watch-history, which the pipeline file names, has retention.ms=1 instead of 86400000;"
                                + " it may be somebody else's and is left as it is: change events.play.keep, or the topic with kafka-configs.sh");
    }

    @Test
    void aTopicThatIsAsTheFileSaysIsLeftAlone() {
        Map<ConfigResource, Config> actual = Map.of(
                TopicSettings.resource(OWN),
                keeping("delete", "86400000"),
                TopicSettings.resource(NAMED),
                keeping("delete", "86400000"));
        assertThat(settings.repairs(actual)).isEmpty();
        assertThat(settings.remarks(actual)).isEmpty();
    }

    @Test
    void withMoreThanOneCopyTwoMustHaveAnEvent() {
        assertThat(new TopicSettings((short) 3, List.of(OWN)).of(OWN)).containsEntry("min.insync.replicas", "2");
        assertThat(settings.of(OWN)).doesNotContainKey("min.insync.replicas");
    }

    private static Config keeping(String policy, String millis) {
        return new Config(List.of(
                new ConfigEntry("cleanup.policy", policy),
                new ConfigEntry("retention.ms", millis),
                new ConfigEntry("retention.bytes", "-1")));
    }

    private static EventType type(String name, String topic) {
        return new EventType(
                name,
                List.of(EventField.required("user", FieldType.STRING)),
                "user",
                Optional.empty(),
                topic,
                1,
                new Keeping.For(Duration.ofDays(1)));
    }
}
