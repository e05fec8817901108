package io.millrace.workloads.shop.intake.http;

import io.millrace.workloads.shop.intake.event.EventHead;
import io.millrace.workloads.shop.intake.write.Receipt;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of something that was taken. */
final class ReceiptHandler extends Handler.Abstract {
    static final String PATH = "/v1/receipts/";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptHandler.class);

    private final Function<String, CompletableFuture<Optional<Receipt>>> receipts;

    ReceiptHandler(Function<String, CompletableFuture<Optional<Receipt>>> receipts) {
        this.receipts = receipts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            receipts.apply(id(request, response)).handle(ReceiptHandler::found).whenComplete((receipt, failure) -> {
                if (failure == null) {
                    Answers.json(response, callback, HttpStatus.OK_200, receipt);
                } else {
                    Answers.failure(response, callback, failure);
                }
            });
        } catch (ProblemException e) {
            Answers.problem(response, callback, e.problem());
        } catch (RejectedExecutionException e) {
            Answers.problem(
                    response,
                    callback,
                    Problem.of(ProblemKind.OVERLOADED, "Too many receipts are being looked up; try again later"));
        }
        return true;
    }

    private static String id(Request request, Response response) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.GET.asString());
            throw ProblemException.of(ProblemKind.METHOD_NOT_ALLOWED, "The method of this path is GET");
        }
        String id = request.getHttpURI().getCanonicalPath().substring(PATH.length());
        if (!EventHead.isId(id)) {
            throw notDecided();
        }
        return id;
    }

    private static Receipt found(Optional<Receipt> receipt, Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "a receipt cannot be looked up: {}",
                    failure instanceof CompletionException ? failure.getCause().getMessage() : failure.getMessage());
            throw ProblemException.of(
                    ProblemKind.DATABASE_AWAY, "What was taken is kept and will be written; ask again later");
        }
        return receipt.orElseThrow(ReceiptHandler::notDecided);
    }

    private static ProblemException notDecided() {
        return ProblemException.of(
                ProblemKind.NOT_DECIDED, "Nothing was taken under this id, or it is not in the database yet");
    }
}
