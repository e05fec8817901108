package io.millrace.orchestration.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * Keeps a fake step from ending.
 *
 * @param file whose lock the step waits for
 */
public record Hold(FileChannel file) implements AutoCloseable {
    /** Lets the step end; does nothing the second time. */
    public void release() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the step is still held. */
    public boolean holds() {
        return file.isOpen();
    }

    @Override
    public void close() {
        release();
    }
}
