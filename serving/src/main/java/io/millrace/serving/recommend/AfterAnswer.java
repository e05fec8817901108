package io.millrace.serving.recommend;

/** What is done with an answer when nobody waits for it any more. */
public record AfterAnswer(AnswerLog log, ShadowRanking shadow) {
    /** Keeps the answer, and has the shadowed model rank for it; neither takes time here. */
    void note(Answered answer) {
        log.keep(answer);
        shadow.offer(answer);
    }
}
