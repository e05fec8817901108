package io.millrace.orchestration.alert;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.util.List;

/**
 * How mail is sent.
 *
 * @param starttls whether the connection must be encrypted
 * @param user empty where the server asks for no login
 */
public record MailConfig(
        String host, int port, boolean starttls, String user, Secret password, String from, List<String> to) {
    private static final int LAST_PORT = 65_535;

    /** Refuses mail to nobody. */
    public MailConfig {
        to = List.copyOf(to);
        require(port > 0 && port <= LAST_PORT, "orchestration.mail.port must be a port, but is " + port);
        require(!to.isEmpty(), "orchestration.mail.to must name who gets mail, as orchestration.mail.host is set");
        require(from.contains("@"), "orchestration.mail.from must be an address, but is '%s'".formatted(from));
        for (String receiver : to) {
            require(
                    receiver.contains("@"),
                    "orchestration.mail.to must be addresses, but has '%s'".formatted(receiver));
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, message);
        }
    }
}
