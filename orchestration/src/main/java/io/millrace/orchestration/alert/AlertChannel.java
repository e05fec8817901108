package io.millrace.orchestration.alert;

import java.io.IOException;

/** A way to people. */
public interface AlertChannel {
    /** Its name in logs and metrics. */
    String name();

    /**
     * Tells them, or throws within the configured limit.
     *
     * @throws RefusedMessage if the same message will never be taken
     */
    void send(Alert alert) throws IOException;
}
