package io.millrace.cdc.engine;

import com.sun.management.ThreadMXBean;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/**
 * A replication stream that seems to bring nothing while a large row is on its way to the broker.
 *
 * <p>How large a message is it learns by what the JVM counted for the thread that read it, which costs less than a look
 * at each value. Seeming silent instead of waiting lets Debezium end the stream meanwhile.
 */
@SuppressWarnings("try") // Debezium's interface closes with any exception.
record PacedStream(ReplicationStream stream, LargeRows rows) implements ReplicationStream {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    @Override
    public void read(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        stream.read(processor);
        rows.read(THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    @Override
    public boolean readPending(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        if (!rows.haveRoom()) {
            return false;
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean read = stream.readPending(processor);
        rows.read(THREADS.getCurrentThreadAllocatedBytes() - before);
        return read;
    }

    @Override
    public void flushLsn(Lsn lsn) throws SQLException {
        stream.flushLsn(lsn);
    }

    @Override
    public Lsn lastReceivedLsn() {
        return stream.lastReceivedLsn();
    }

    @Override
    public Lsn startLsn() {
        return stream.startLsn();
    }

    @Override
    public void startKeepAlive(ExecutorService service) {
        stream.startKeepAlive(service);
    }

    @Override
    public void stopKeepAlive() {
        stream.stopKeepAlive();
    }

    @Override
    public void close() throws Exception {
        stream.close();
    }
}
