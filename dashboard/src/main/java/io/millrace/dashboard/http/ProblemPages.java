package io.millrace.dashboard.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what the server itself refuses, such as broken requests, as problems. */
final class ProblemPages extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        String detail = Optional.ofNullable(message).orElse("The server gives no reason");
        new Visit(request, response, callback).problem(Problem.ofStatus(code, HttpStatus.getMessage(code), detail));
    }
}
