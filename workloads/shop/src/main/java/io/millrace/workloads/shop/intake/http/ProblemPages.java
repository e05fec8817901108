package io.millrace.workloads.shop.intake.http;

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
        Answers.problem(
                response,
                callback,
                Problem.ofStatus(code, HttpStatus.getMessage(code), message == null ? "" : message));
    }
}
