package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.SourceSnapshot;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source at one position, over a few connections that are all of what an audit asks of it at a time. */
final class SourceMoment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceMoment.class);
    static final int CONNECTIONS = 2;
    private static final int ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Position position;
    private final BlockingQueue<SourceReader> readers = new LinkedBlockingQueue<>();

    private SourceMoment(Position position) {
        this.position = position;
    }

    /** Holds the source still until all connections see it, and no longer. */
    static SourceMoment take(CaptureClient capture, Source source) throws InterruptedException {
        SourceSnapshot snapshot = held(capture);
        var moment = new SourceMoment(snapshot.position());
        try {
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                moment.readers.add(SourceReader.open(source, snapshot.name()));
            }
            return moment;
        } catch (PipelineException e) {
            moment.close();
            throw e;
        } finally {
            capture.end(snapshot);
        }
    }

    /** Capture cannot do it while its stream is far behind, or others hold as many moments as there may be. */
    private static SourceSnapshot held(CaptureClient capture) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return capture.snapshot();
            } catch (PipelineException e) {
                if (e.kind() != FailureKind.NOT_READY || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("asking again: {}", e.getMessage());
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** All that committed at or before it is there, and nothing else. */
    Position position() {
        return position;
    }

    /** A connection, when one is free; to be given back. */
    SourceReader borrow() throws InterruptedException {
        return readers.take();
    }

    void giveBack(SourceReader reader) {
        readers.add(reader);
    }

    @Override
    public void close() {
        readers.forEach(SourceReader::close);
    }
}
