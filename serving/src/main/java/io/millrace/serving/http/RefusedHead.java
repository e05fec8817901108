package io.millrace.serving.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Throws away what a client still sends of a head that was refused, without a thread: a connection that is closed before
 * all is read is reset, and the client may lose the answer. It reads so much at most, for so long at most.
 */
final class RefusedHead implements Callback {
    private static final int MOST = 2 << 20;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int AT_A_TIME = 16 * 1024;

    private final EndPoint client;
    private final Callback end;
    private final Scheduler.Task limit;
    private int taken;

    private RefusedHead(Request request, Callback end) {
        this.client = request.getConnectionMetaData().getConnection().getEndPoint();
        this.end = end;
        this.limit =
                request.getComponents().getScheduler().schedule(client::close, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What is to be called when the answer is written; it calls the other one when there is nothing left to read. */
    static Callback before(Request request, Callback end) {
        return Callback.from(() -> new RefusedHead(request, end).begin(), end::failed);
    }

    private void begin() {
        // Who waits for the end of the answer need not wait for this.
        client.shutdownOutput();
        succeeded();
    }

    /** There is something to read. */
    @Override
    public void succeeded() {
        ByteBuffer buffer = BufferUtil.allocate(AT_A_TIME);
        try {
            int count = client.fill(buffer);
            while (count > 0 && taken < MOST) {
                taken += count;
                BufferUtil.clear(buffer);
                count = client.fill(buffer);
            }
            if (count == 0) {
                client.fillInterested(this);
                return;
            }
        } catch (IOException e) {
            failed(e);
            return;
        }
        limit.cancel();
        end.succeeded();
    }

    /** The client is gone, or took too long. */
    @Override
    public void failed(Throwable failure) {
        limit.cancel();
        end.failed(failure);
    }
}
