package io.millrace.orchestration;

import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.alert.AlertChannel;
import io.millrace.orchestration.chain.Step;
import io.millrace.orchestration.rule.RuleAlertsConfig;
import io.millrace.orchestration.rule.Terms;
import io.millrace.orchestration.schedule.CronTimes;
import io.millrace.orchestration.schedule.Planned;
import io.millrace.orchestration.step.ChildProcess;
import io.millrace.orchestration.step.SparkSubmit;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OrchestrationConfigTest {
    private static OrchestrationConfig read(String settings) {
        return OrchestrationConfig.from(Settings.parse(settings), Path.of("/home"));
    }

    private static List<String> steps(Planned planned) {
        return planned.chain().steps().stream().map(Step::name).toList();
    }

    @Test
    void
            byDefaultFeaturesAndModelAreRefreshedHourlyTheLakeIsMaintainedAtThreeAndAuditedAtFourClicksNeverCountedAndMeasuresAtHalfPast() {
        OrchestrationConfig config = read("");
        assertThat(config.port()).isEqualTo(8603);
        assertThat(config.plan())
                .filteredOn(planned -> planned.chain().isIndependent())
                .extracting(planned -> planned.chain().name())
                .containsExactly("audit");
        assertThat(config.plan())
                .extracting(OrchestrationConfigTest::steps)
                .containsExactly(
                        List.of("refresh"),
                        List.of("optimize", "vacuum"),
                        List.of("audit", "online-audit", "interaction-audit", "measure-audit"),
                        List.of("clicks"),
                        List.of("measures"));
        assertThat(config.plan())
                .extracting(
                        planned -> planned.times().map(CronTimes::expression).orElse("-"))
                .containsExactly("0 0 * * * ?", "0 0 3 * * ?", "0 0 4 * * ?", "-", "0 30 * * * ?");
        assertThat(config.store().url()).startsWith("jdbc:h2:async:").contains(".millrace/orchestration/store");
        assertThat(config.logs().folder().toString()).endsWith(".millrace/orchestration/logs");
        assertThat(config.channels()).isEmpty();
        assertThat(config.ruleAlerts().orElseThrow().terms())
                .isEqualTo(new Terms(Duration.ofHours(1), Duration.ofHours(1)));
    }

    @Test
    void everySettingReachesTheRecord() {
        OrchestrationConfig config = read(
                """
                http.host = "0.0.0.0"
                pipeline = "/p.yaml"
                kafka.bootstrap = "k:1"
                orchestration {
                  http.port = 1
                  store { url = "jdbc:postgresql://db/x", user = "u", password = "p", schema = "s" }
                  log-dir = "/logs"
                  timezone = "Europe/Berlin"
                  refresh { cron = "0 30 * * * ?", steps = "features:compute, features:publish model" }
                  maintain { cron = "never", steps = "vacuum" }
                  audit { cron = "0 0 5 * * ?", steps = "audit:--repair" }
                  clicks { cron = "0 15 * * * ?", steps = "clicks audit" }
                  stop-grace = 5s
                  retry { attempts = 7, first-delay = 1s, factor = 2, longest-delay = 3s }
                  history.runs = 9
                  webhook.url = "https://hooks/1"
                  mail { host = "mail", to = "a@x, b@x" }
                  rules { news = 2h, patience = 3m }
                }""");
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.store().url()).isEqualTo("jdbc:postgresql://db/x");
        assertThat(config.store().user()).isEqualTo("u");
        assertThat(config.store().password().reveal()).isEqualTo("p");
        assertThat(config.store().schema()).isEqualTo("s");
        assertThat(config.logs().folder()).isEqualTo(Path.of("/logs"));
        assertThat(config.logs().runs()).isEqualTo(9);
        assertThat(config.plan().get(0).times().orElseThrow().zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(steps(config.plan().get(0))).containsExactly("features:compute", "features:publish", "model");
        assertThat(config.plan().get(1).times()).isEmpty();
        assertThat(steps(config.plan().get(1))).containsExactly("vacuum");
        assertThat(steps(config.plan().get(3))).containsExactly("clicks", "audit");
        assertThat(config.plan().get(3).times()).isPresent();
        assertThat(config.stopGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.retry().attempts()).isEqualTo(7);
        assertThat(config.retry().longestDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.ruleAlerts())
                .contains(new RuleAlertsConfig(
                        "k:1", Path.of("/p.yaml"), new Terms(Duration.ofHours(2), Duration.ofMinutes(3))));
        assertThat(read("orchestration.rules.tell = false").ruleAlerts()).isEmpty();
        assertThat(config.channels()).extracting(AlertChannel::name).containsExactly("webhook", "mail");
    }

    @Test
    void nothingBeginsByItselfWhenSchedulesAreOff() {
        assertThat(read("orchestration.scheduled = false").plan())
                .allSatisfy(planned -> assertThat(planned.times()).isEmpty());
    }

    @Test
    void allProblemsAreToldTogether() {
        assertThatThrownBy(
                        () -> read(
                                """
                                orchestration.refresh { cron = "daily", steps = "featurs" }
                                orchestration.retry.attempts = 0
                                orchestration.mail.host = "mail"
                                orchestration.rules.news = 0s
                                orchestration.launcher = "yarn"
                                orchestration.store.url = "jdbc:mysql:x"
                                """))
                .hasMessageContaining("orchestration.refresh.cron is 'daily'")
                .hasMessageContaining("unknown step 'featurs'")
                .hasMessageContaining("Did you mean 'features'?")
                .hasMessageContaining("orchestration.retry.attempts")
                .hasMessageContaining("orchestration.rules.news must be longer")
                .hasMessageContaining("orchestration.mail.to must name who gets mail")
                .hasMessageContaining("orchestration.store.url must begin with");
    }

    @Test
    void anUnknownLauncherIsRefused() {
        assertThatThrownBy(() -> read("orchestration.launcher = yarn"))
                .hasMessage("orchestration.launcher must be process or spark-submit, but is 'yarn'");
    }

    @Test
    void commasOfACommandStayInItsWords() {
        OrchestrationConfig config = read(
                """
                orchestration {
                  launcher = spark-submit
                  spark-submit.command = "spark-submit --packages a:b:1,c:d:2"
                  steps.refresh.arguments = "--steps features,model"
                }""");
        assertThat(config.plan().get(0).chain().steps().get(0).action())
                .isInstanceOfSatisfying(ChildProcess.class, step -> {
                    assertThat(((SparkSubmit) step.launcher()).command())
                            .containsExactly("spark-submit", "--packages", "a:b:1,c:d:2");
                    assertThat(step.program().arguments()).containsExactly("--steps", "features,model");
                });
    }

    @Test
    void aMisspeltKeyIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> read("orchestration.refresh.corn = x"))
                .hasMessage("Unknown setting 'orchestration.refresh.corn'. Did you mean 'orchestration.refresh.cron'?");
    }

    @Test
    void anAddressThatIsASecretIsNotInTheMessageThatRefusesIt() {
        assertThatThrownBy(() -> read("orchestration.webhook.url = \"hooks/T0PS3CRET\""))
                .hasMessageContaining("orchestration.webhook.url")
                .hasMessageNotContaining("T0PS3CRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refresh",
                "features",
                "model",
                "audit",
                "online-audit",
                "interaction-audit",
                "measure-audit",
                "clicks",
                "measures"
            })
    void aStepHasNoLessHeapThanItsModuleBeginsWith(String step) throws IOException {
        Settings settings = Settings.load();
        String root = "orchestration.steps." + step;
        Path options = MillraceHome.find()
                .module(settings.text(root + ".module"))
                .jvmOptions()
                .orElseThrow();
        String begins = Files.readAllLines(options).stream()
                .filter(line -> line.startsWith("-Xms"))
                .findFirst()
                .orElseThrow();

        assertThat(megabytes(settings.text(root + ".memory")))
                .isGreaterThanOrEqualTo(megabytes(begins.substring("-Xms".length())));
    }

    private static int megabytes(String heap) {
        assertThat(heap).endsWith("m");
        return Integer.parseInt(heap.substring(0, heap.length() - 1));
    }
}
