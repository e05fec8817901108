package io.millrace.serving.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.http.RouteTable.Match;
import io.millrace.serving.live.NotReachedException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and sends what it answers, or the problem that it ends with. */
final class ApiHandler extends Handler.Abstract {
    /** Under which the template of the route is kept with a request. */
    static final String ROUTE = "millrace.route";

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final RouteTable routes;
    private final Answers answers;

    ApiHandler(RouteTable routes, Answers answers) {
        this.routes = routes;
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ApiAnswer answer = answer(request);
        Turn.end(request);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        ProblemPages.addRetryAfter(response);
        if (answer.status() == ProblemKind.METHOD_NOT_ALLOWED.status()) {
            response.getHeaders().put(HttpHeader.ALLOW, methods(request));
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private String methods(Request request) {
        return String.join(", ", routes.methods(RouteTable.path(request)));
    }

    private ApiAnswer answer(Request request) {
        String path = RouteTable.path(request);
        try {
            Match match = routes.find(request).orElseThrow(() -> unanswered(request));
            request.setAttribute(ROUTE, match.route().template());
            return match.route()
                    .answer(
                            match.route()
                                    .request(
                                            match.values(), request.getHttpURI().getQuery()),
                            BodyReading.bodyOf(request));
        } catch (ProblemException e) {
            return answers.problem(e.problem().at(path));
        } catch (NotReachedException e) {
            return answers.problem(Problem.notReached(e).at(path));
        } catch (PipelineException e) {
            LOG.debug("No answer to {}", path, e);
            return answers.problem(Problem.of(kindOf(e.kind()), outward(e)).at(path));
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", path, e);
            return answers.problem(Problem.of(ProblemKind.INTERNAL, "The log of the service says more")
                    .at(path));
        }
    }

    private ProblemException unanswered(Request request) {
        Set<String> methods = routes.methods(RouteTable.path(request));
        return new ProblemException(
                methods.isEmpty()
                        ? Problem.of(
                                ProblemKind.UNKNOWN_PATH,
                                "There is nothing at this path; /openapi.json names all paths")
                        : Problem.of(
                                ProblemKind.METHOD_NOT_ALLOWED, "The methods of this path are " + methods(request)));
    }

    /** Who asks learns what to do, and nothing of the machines behind it. */
    private static String outward(PipelineException e) {
        return switch (e.kind()) {
            case NOT_READY -> e.getMessage();
            case ONLINE_STORE -> "The online store does not answer now; ask again in a moment";
            case CONFIGURATION, ENVIRONMENT, SOURCE, BROKER, LAKE, DATA_LOSS, INTERNAL ->
                "The log of the service says more";
        };
    }

    private static ProblemKind kindOf(FailureKind kind) {
        return switch (kind) {
            case NOT_READY -> ProblemKind.NOT_READY;
            case ONLINE_STORE -> ProblemKind.STORE_UNAVAILABLE;
            case CONFIGURATION, ENVIRONMENT, SOURCE, BROKER, LAKE, DATA_LOSS, INTERNAL -> ProblemKind.INTERNAL;
        };
    }
}
