package io.millrace.ml.evaluate;

import io.millrace.contracts.process.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private static final Gate GATE = gate(true);

    private static Gate gate(boolean enabled) {
        return gate(enabled, 20);
    }

    private static Gate gate(boolean enabled, long minUsers) {
        return new Gate(
                enabled,
                "ndcg@10",
                Map.of(Rival.POPULARITY, 0.1, Rival.ITEM_KNN, -0.2, Rival.CURRENT, 0.0),
                2,
                3,
                0.2,
                minUsers);
    }

    private static Rival rival(String name, double reached) {
        return new Rival(name, "as it is", Map.of("ndcg@10", reached), 0, 0.001);
    }

    private static Verdict judge(long users, double model, Rival... rivals) {
        return GATE.judge(new Evaluation(users, Map.of("ndcg@10", model), Map.of(), List.of(rivals), Map.of()));
    }

    @Test
    void aModelThatBeatsPopularityByTheMarginPasses() {
        assertThat(judge(50, 0.12, rival(Rival.POPULARITY, 0.1)))
                .isEqualTo(new Verdict(true, "ndcg@10 is 0.1200; popularity has 0.1000"));
    }

    @Test
    void aModelWithinTheMarginOfPopularityIsRejectedWithTheNumbers() {
        assertThat(judge(50, 0.105, rival(Rival.POPULARITY, 0.1)))
                .isEqualTo(new Verdict(false, "ndcg@10 is 0.1050 and must reach 0.1100, popularity has 0.1000"));
    }

    @Test
    void aModelThatMayOnlyHaveBeenLuckyIsRejected() {
        var close = new Rival(Rival.POPULARITY, "", Map.of("ndcg@10", 0.1), 0, 0.02);

        assertThat(judge(50, 0.139, close).accepted()).isFalse();
        assertThat(judge(50, 0.141, close).accepted()).isTrue();
    }

    @Test
    void aModelThatIsAsGoodByTheTasteOfAnotherUserIsRejectedHoweverGoodBesidePopularity() {
        var close = new Rival(Rival.STRANGER, "", Map.of("ndcg@10", 0.1), 0.029, 0.01);
        var clear = new Rival(Rival.STRANGER, "", Map.of("ndcg@10", 0.1), 0.031, 0.01);
        var alike = new Rival(Rival.STRANGER, "", Map.of("ndcg@10", 0.1), 0, 0);

        assertThat(judge(50, 0.9, rival(Rival.POPULARITY, 0.1), close).reason())
                .startsWith(
                        "by the users' own tastes ndcg@10 is better by 0.0290 than by those of others, and must be by 0.0300");
        assertThat(judge(50, 0.9, rival(Rival.POPULARITY, 0.1), alike).accepted())
                .isFalse();
        assertThat(judge(50, 0.9, rival(Rival.POPULARITY, 0.1), clear).accepted())
                .isTrue();
    }

    @Test
    void aFigureThatIsNoNumberPassesNothing() {
        var unknown = new Rival(Rival.STRANGER, "", Map.of("ndcg@10", 0.1), Double.NaN, 0.01);

        assertThat(judge(50, Double.NaN, rival(Rival.POPULARITY, 0.1)).accepted())
                .isFalse();
        assertThat(judge(50, 0.9, rival(Rival.CURRENT, Double.NaN)).accepted()).isFalse();
        assertThat(judge(50, 0.9, rival(Rival.POPULARITY, 0.1), unknown).accepted())
                .isFalse();
    }

    @Test
    void aModelMayFallShortOfItemKnnByItsMarginOnly() {
        assertThat(judge(50, 0.081, rival(Rival.ITEM_KNN, 0.1)).accepted()).isTrue();
        assertThat(judge(50, 0.079, rival(Rival.ITEM_KNN, 0.1)).accepted()).isFalse();
    }

    @Test
    void aModelBelowTheCurrentOneIsRejectedAndAnEqualOnePasses() {
        assertThat(judge(50, 0.2, rival(Rival.CURRENT, 0.2)).accepted()).isTrue();
        assertThat(judge(50, 0.199, rival(Rival.CURRENT, 0.2)).reason())
                .isEqualTo("ndcg@10 is 0.1990 and must reach 0.2000, current has 0.2000");
    }

    @Test
    void asTheSettingsAreAModelThatIsOnlyAsGoodAsTheCurrentOneIsRejected() {
        Gate usual = Gate.from(Settings.parse(""), 10);
        var current = rival(Rival.CURRENT, 0.2);
        var as = new Evaluation(50, Map.of("ndcg@10", 0.2), Map.of(), List.of(current), Map.of());
        var better = new Evaluation(50, Map.of("ndcg@10", 0.203), Map.of(), List.of(current), Map.of());

        assertThat(usual.judge(as).reason()).startsWith("ndcg@10 is 0.2000 and must reach 0.2020, current has 0.2000");
        assertThat(usual.judge(better).accepted()).isTrue();
    }

    @Test
    void aModelThatIsBetterOverallButFailsASegmentIsRejectedIfThatHasEnoughUsers() {
        Map<String, Double> mine = Map.of("ndcg@10", 0.3, "ndcg@10/new-users", 0.1);
        var current = new Rival(Rival.CURRENT, "as it is", Map.of("ndcg@10", 0.2, "ndcg@10/new-users", 0.2), 0, 0.001);

        Verdict many = GATE.judge(new Evaluation(50, mine, Map.of(), List.of(current), Map.of("new-users", 20L)));
        Verdict few = GATE.judge(new Evaluation(50, mine, Map.of(), List.of(current), Map.of("new-users", 19L)));

        assertThat(many.accepted()).isFalse();
        assertThat(many.reason()).startsWith("ndcg@10/new-users is 0.1000 and must reach 0.1600");
        assertThat(few.accepted()).isTrue();
    }

    @Test
    void anItemKnnThatWasNotComparedIsNamedInTheVerdict() {
        var unknown = new Rival(Rival.ITEM_KNN, "too many pairs", Map.of(), 0, 0);

        assertThat(judge(50, 0.12, unknown))
                .isEqualTo(new Verdict(true, "ndcg@10 is 0.1200; item-knn was not compared: too many pairs"));
    }

    @Test
    void withoutAComparisonWithTheCurrentModelNoModelPassesHoweverGood() {
        var gone = new Rival(Rival.CURRENT, "m1 is no longer on the lake", Map.of(), 0, 0);

        assertThat(judge(50, 0.9, rival(Rival.POPULARITY, 0.1), gone))
                .isEqualTo(
                        new Verdict(
                                false,
                                "the current model cannot be compared with: m1 is no longer on the lake; './millrace models promote' replaces it by hand"));
    }

    @Test
    void tooFewUsersJudgeNothing() {
        assertThat(judge(19, 0.9).reason()).contains("only 19 users");
    }

    @Test
    void nobodyJudgesNothingHoweverFewAreAskedFor() {
        assertThat(gate(true, 0).judge(Evaluation.byNobody()).reason()).contains("nobody to judge by");
    }

    @Test
    void nothingIsBetterThanNothingOnlyWhereTheGateIsOpen() {
        var nothing = new Rival(Rival.POPULARITY, "", Map.of("ndcg@10", 0.0), 0, 0);

        assertThat(judge(20, 0, nothing).accepted()).isFalse();
        assertThat(gate(false).judge(Evaluation.byNobody()).accepted()).isTrue();
    }
}
