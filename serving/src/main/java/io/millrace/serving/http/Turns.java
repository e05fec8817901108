package io.millrace.serving.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to a queue, each as one that gives its turn back when its answer is made. */
final class Turns extends Handler.Wrapper {
    Turns(Handler queue) {
        super(queue);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Turn(request), response, callback);
    }
}
