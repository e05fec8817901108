package io.millrace.dashboard.stream;

import java.nio.ByteBuffer;

/** Where a reader's bytes go. */
public interface StreamSink {
    /** In which form events are written. */
    enum Form {
        /** Lines of server-sent events. */
        LINES,
        /** Each a document with id, kind and data. */
        MESSAGE
    }

    /** The form in which this one takes events. */
    default Form form() {
        return Form.LINES;
    }

    /** How a write ended. */
    interface Written {
        void done();

        void failed();
    }

    /** Begins to write, and tells later, once, how it ended; never waits. */
    void write(ByteBuffer bytes, Written written);

    /** Ends the stream in good order. */
    void end();
}
