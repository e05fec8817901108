package io.millrace.serving;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.store.RedisOnlineStore;
import io.millrace.testkit.RedisService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.net.URI;
import java.time.Duration;

/** The one Redis of this module's tests. */
public final class RedisStack {
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);

    private RedisStack() {}

    /** The server, running. */
    public static RedisService redis() {
        return STACK.redis();
    }

    public static URI uri() {
        return URI.create(redis().uri().toString());
    }

    /** A service on it. */
    static RunningService service(OnlineKeys keys) {
        return RunningService.on(
                new Serving.Stores(
                        new RedisOnlineStore(uri(), keys, Duration.ofSeconds(2), 18),
                        new RedisOnlineStore(uri(), keys, Duration.ofSeconds(5), 1),
                        new RedisOnlineStore(uri(), keys, Duration.ofSeconds(5), 1),
                        new RedisOnlineStore(uri(), keys, Duration.ofSeconds(2), 4)),
                RunningService.usual());
    }
}
