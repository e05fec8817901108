package io.millrace.serving.store;

import java.time.Duration;
import java.util.Optional;

/** Keeps answers of the API for a while, so that any node can explain them; fails as {@link OnlineStore} does. */
public interface AnswerStore {
    /**
     * Keeps an answer for so long, unless as many others are kept after it, by whichever node.
     *
     * @param most how many are kept at a time
     */
    void keepAnswer(String responseId, byte[] answer, int most, Duration age);

    /** An answer; nothing where it is not kept, or not any more. */
    Optional<byte[]> keptAnswer(String responseId);
}
