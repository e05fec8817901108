package io.millrace.serving.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Knows which connections have a request under way. The others it closes at a stop; and before that those on which the head
 * of a request has begun and not ended in time, because each byte of it looks like life to the server.
 */
final class ConnectionWatch extends Handler.Wrapper implements Connection.Listener {
    private static final int LOOKS = 10;

    private final Map<Connection, Use> uses = new ConcurrentHashMap<>();
    private final Duration patience;
    private volatile Scheduler.Task next;

    /**
     * Watches.
     *
     * @param patience how long the head of a request may take; a tenth more at most
     */
    ConnectionWatch(Duration patience, Handler handler) {
        super(handler);
        this.patience = patience;
    }

    /** How a connection is used; guarded by itself, because looks and requests have threads of their own. */
    private static final class Use {
        private int underWay;
        private long bytesOfRequests;
        private long headSince;
        private boolean isInHead;

        synchronized void begin() {
            underWay++;
            isInHead = false;
        }

        synchronized void end(Connection connection) {
            underWay--;
            bytesOfRequests = connection.getBytesIn();
        }

        synchronized boolean isIdle() {
            return underWay == 0;
        }

        /** How long the head of a request has been coming. */
        synchronized Duration headAge(Connection connection, long now) {
            if (underWay > 0 || connection.getBytesIn() == bytesOfRequests) {
                return Duration.ZERO;
            }
            if (!isInHead) {
                isInHead = true;
                headSince = now;
            }
            return Duration.ofNanos(now - headSince);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        schedule();
    }

    private void schedule() {
        next = getServer()
                .getScheduler()
                .schedule(this::look, Math.max(1, patience.toMillis() / LOOKS), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        uses.forEach((connection, use) -> {
            if (use.headAge(connection, now).compareTo(patience) >= 0) {
                connection
                        .getEndPoint()
                        .close(new TimeoutException("The head of a request took longer than " + patience));
            }
        });
        if (isRunning()) {
            schedule();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        uses.put(connection, new Use());
    }

    @Override
    public void onClosed(Connection connection) {
        uses.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Use use = uses.get(connection);
        if (use != null) {
            use.begin();
            Request.addCompletionListener(request, failure -> use.end(connection));
        }
        return super.handle(request, response, callback);
    }

    /** Closes the connections that have no request under way. */
    void closeIdle() {
        uses.forEach((connection, use) -> {
            if (use.isIdle()) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    protected void doStop() throws Exception {
        next.cancel();
        super.doStop();
    }
}
