package io.millrace.gateway.http;

import io.millrace.contracts.process.Loopback;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns away, where everybody on this machine may send, who asks for it by a name that is not its own. */
final class OwnNames extends Handler.Wrapper {
    OwnNames(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (Loopback.isOwnName(Request.getServerName(request))) {
            return super.handle(request, response, callback);
        }
        Answers.problem(
                response,
                callback,
                ProblemException.of(
                        ProblemKind.FOREIGN_NAME,
                        "Without keys the gateway answers to the names of this machine alone, such as localhost; set gateway.open-without-keys if something before it decides who may send"));
        return true;
    }
}
