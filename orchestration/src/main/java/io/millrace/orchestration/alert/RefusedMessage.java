package io.millrace.orchestration.alert;

import java.io.IOException;

/** A channel works, but takes no message like this one, however often it is sent. */
public final class RefusedMessage extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedMessage(String reason) {
        super(reason);
    }
}
