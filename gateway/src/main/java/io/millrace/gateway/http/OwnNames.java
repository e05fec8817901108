package io.millrace.gateway.http;

import io.millrace.contracts.process.Loopback;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns away, where everybody may send, who asks for the service by a name that is not its own. */
final class OwnNames extends Handler.Wrapper {
    private final Set<String> others;

    /**
     * Before a handler.
     *
     * @param others names besides those of this machine
     */
    OwnNames(Handler handler, Set<String> others) {
        super(handler);
        this.others = others.stream().map(OwnNames::lower).collect(Collectors.toUnmodifiableSet());
    }

    /** Names of hosts are the same in capitals. */
    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String name = Request.getServerName(request);
        if (Loopback.isOwnName(name) || others.contains(lower(name))) {
            return super.handle(request, response, callback);
        }
        Answers.problem(
                response,
                callback,
                ProblemException.of(
                        ProblemKind.FOREIGN_NAME,
                        "Without keys the gateway answers to the names of this machine, such as localhost, and to those in gateway.http.names"));
        return true;
    }
}
