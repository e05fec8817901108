package io.millrace.serving.store;

import java.time.Duration;
import java.util.Optional;

/** Keeps answers of the API for a while, so that any node can explain them; fails as {@link OnlineStore} does. */
public interface AnswerStore {
    /** Keeps an answer in a slot for so long, instead of the one that is there. */
    void keepAnswer(int slot, byte[] answer, Duration age);

    /** The answer in a slot; nothing where there is none any more. */
    Optional<byte[]> keptAnswer(int slot);
}
