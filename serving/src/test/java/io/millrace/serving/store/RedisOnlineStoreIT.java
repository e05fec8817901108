package io.millrace.serving.store;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.RedisStack;
import java.time.Duration;

class RedisOnlineStoreIT extends OnlineStoreContract {
    private static final OnlineKeys KEYS = new OnlineKeys("contract");
    private static final OnlineStore STORE = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(2), 2);
    private static final RedisPublisher PUBLISHER = new RedisPublisher(RedisStack.uri(), KEYS);

    @Override
    OnlineStore store() {
        return STORE;
    }

    @Override
    Publisher publisher() {
        return PUBLISHER;
    }
}
