package io.millrace.contracts.process;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    @Test
    void defaultsComeFromTheReference() {
        Settings settings = Settings.parse("");
        assertThat(settings.text("kafka.bootstrap")).isEqualTo("localhost:8618");
        assertThat(settings.optionalText("lake.endpoint")).isEmpty();
    }

    @Test
    void aFileOverridesTheReference() {
        assertThat(Settings.parse("kafka.bootstrap = \"broker:1\"").text("kafka.bootstrap"))
                .isEqualTo("broker:1");
    }

    @Test
    void misspeltKeysAreRefusedTogetherWithSuggestions() {
        assertThatThrownBy(() -> Settings.parse("kafka.bootstrp = a\nlakes.root = b"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("Unknown setting 'kafka.bootstrp'. Did you mean 'kafka.bootstrap'?")
                .hasMessageContaining("Unknown setting 'lakes.root'. Did you mean 'lake.root'?");
    }

    @Test
    void keysOfAModuleThatIsNotHereAreLeftToIt() {
        assertThat(Settings.parse("orchestration.anything = 1").text("kafka.bootstrap"))
                .isNotEmpty();
    }

    @Test
    void aValueOfTheWrongTypeNamesItsKey() {
        assertThatThrownBy(() -> Settings.parse("kafka.replication = three").number("kafka.replication"))
                .hasMessageContaining("'kafka.replication' is not usable");
    }

    @Test
    void wordsAreWhatStandsBetweenBlanks() {
        assertThat(Settings.parse("kafka.bootstrap = \" one  two,three\\n\"").words("kafka.bootstrap"))
                .containsExactly("one", "two,three");
        assertThat(Settings.parse("kafka.bootstrap = \" \"").words("kafka.bootstrap"))
                .isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Settings.ofFile(Path.of("no-such.conf")))
                .hasMessageContaining("no-such.conf cannot be read");
    }

    @Test
    void aSecretNeverPrints() {
        assertThat(Settings.parse("lake.secret-key = hush").secret("lake.secret-key"))
                .hasToString("****")
                .isEqualTo(Secret.of("hush"));
    }

    @Test
    void helpShowsEachSettingWithItsSentence() {
        assertThat(Settings.describe("redis"))
                .contains("# The online store, as redis://", "url = ${?MILLRACE_REDIS_URL}");
        assertThat(Settings.describe("nothing")).isEmpty();
    }
}
