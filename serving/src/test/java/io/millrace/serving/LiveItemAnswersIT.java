package io.millrace.serving;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.store.Publisher;
import io.millrace.serving.store.RedisPublisher;

class LiveItemAnswersIT extends LiveItemAnswers {
    private static final OnlineKeys KEYS = new OnlineKeys("live");

    private final RedisPublisher publisher = new RedisPublisher(RedisStack.uri(), KEYS);

    @Override
    Publisher publisher() {
        return publisher;
    }

    @Override
    RunningService started() {
        return RedisStack.service(KEYS);
    }
}
