package io.millrace.features.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells failures of Redis from others, however deep Spark wraps what a partition threw. */
public final class OnlineFailure {
    private OnlineFailure() {}

    /**
     * The failure as it is to be thrown: of kind ONLINE_STORE if Redis caused it, else the same.
     *
     * @param sentence what failed and what now
     */
    public static RuntimeException of(RuntimeException failure, String sentence) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof JedisException
                    || each instanceof PipelineException known && known.kind() == FailureKind.ONLINE_STORE) {
                return new PipelineException(
                        FailureKind.ONLINE_STORE, sentence + " (" + each.getMessage() + ")", failure);
            }
        }
        return failure;
    }
}
