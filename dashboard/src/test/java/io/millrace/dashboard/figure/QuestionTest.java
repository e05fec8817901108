package io.millrace.dashboard.figure;

import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Window;
import io.millrace.dashboard.FakeFigures;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuestionTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:20:30Z");

    private static Question of(String measure, Map<String, String> parameters) {
        return Question.of(
                FakeFigures.SHOP,
                Question.measure(FakeFigures.SHOP, measure).orElseThrow(),
                new Parameters(parameters),
                NOW);
    }

    @Test
    void withoutParametersItIsTheTotalOfTheLatestFinestSpans() {
        Question question = of("revenue", Map.of());
        assertThat(question.by()).isEqualTo("total");
        assertThat(question.window()).isEqualTo(Window.MINUTE);
        assertThat(question.from()).isEqualTo("2026-11-27T07:21:00Z");
        assertThat(question.to()).isEqualTo("2026-11-27T10:21:00Z");
    }

    @Test
    void rangeBeginsWithTheSpanThatHasItsFirstMoment() {
        Question question = of(
                "revenue", Map.of("window", "day", "from", "2026-11-20T15:00:00+02:00", "to", "2026-11-21T00:00:00Z"));
        assertThat(question.from()).isEqualTo("2026-11-20T00:00:00Z");
    }

    @Test
    void allWhoAskWithinASpanAskTheSame() {
        Question earlier = of("revenue", Map.of("window", "all", "by", "country"));
        Question later = Question.of(
                FakeFigures.SHOP,
                earlier.measure(),
                new Parameters(Map.of("window", "all", "by", "country")),
                NOW.plusSeconds(20));
        assertThat(later).isEqualTo(earlier);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            by     | city                 | by must be one of total, country, but is 'city'
            window | half_hour            | window must be one of minute, hour, day, all, but is 'half_hour'
            from   | yesterday            | from must be a moment such as 2026-11-27T08:30:00Z, but is 'yesterday'
            from   | 2026-11-28T00:00:00Z | from must be before to
            from   | 2026-01-01T00:00:00Z | from and to are
            to     | 2026-11-27           | to must be a moment
            limit  | 0                    | limit must be from 1 to 100, but is '0'
            limit  | many                 | limit must be from 1 to 100, but is 'many'
            form   | 2026-11-27T00:00:00Z | There is no parameter 'form'; there are by, window, from, to, last, limit
            last   | 90s                  | last must be a time such as 30m, 6h or 7d, but is '90s'
            """)
    void whatIsWrongIsNamed(String name, String value, String problem) {
        assertThatThrownBy(() -> of("revenue", Map.of(name, value)))
                .isInstanceOf(QuestionException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aWindowThatSlidesIsWholeSpansUpToNow() {
        Question question = of("revenue", Map.of("last", "30m"));

        assertThat(question.window()).isEqualTo(Window.MINUTE);
        assertThat(question.from()).isEqualTo("2026-11-27T09:51:00Z");
        assertThat(question.to()).isEqualTo("2026-11-27T10:21:00Z");
        assertThatThrownBy(() -> of("revenue", Map.of("last", "90m", "window", "hour")))
                .hasMessageContaining("last must be whole spans of window=hour, but is '90m'");
        assertThatThrownBy(() -> of("revenue", Map.of("last", "1h", "to", "2026-11-27T00:00:00Z")))
                .hasMessageContaining("last ends now; leave to out");
        assertThatThrownBy(() -> of("revenue", Map.of("last", "1h", "window", "all")))
                .hasMessageContaining("last says nothing about window=all");
    }

    @Test
    void differentValuesOfAWindowThatSlidesAreRefusedWithWhatToAskForInstead() {
        Measure orders = Question.measure(FakeFigures.SHOP, "orders").orElseThrow();
        var buyers =
                new Measure("buyers", orders.rows(), Aggregate.DISTINCT, orders.value(), Map.of(), orders.windows());
        assertThatThrownBy(() -> Question.of(FakeFigures.SHOP, buyers, new Parameters(Map.of("last", "30m")), NOW))
                .isInstanceOf(QuestionException.class)
                .hasMessageContaining("which different values cannot be; ask for the spans of a longer window");
    }

    @Test
    void morePointsThanFitAreRefused() {
        assertThatThrownBy(() -> of("revenue", Map.of("by", "country", "limit", "100")))
                .hasMessageContaining("limit=100 groups of 181 spans");
        assertThatThrownBy(() -> of("revenue", Map.of("window", "all", "from", "2026-11-27T00:00:00Z")))
                .hasMessageContaining("from says nothing about window=all");
    }
}
