package io.millrace.serving;

import io.millrace.testkit.RedisService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.net.URI;

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
}
