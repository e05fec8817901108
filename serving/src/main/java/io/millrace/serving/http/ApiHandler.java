package io.millrace.serving.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.NotReachedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
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
    private static final String METHODS = "GET, HEAD";

    private final List<Route> routes;
    private final Answers answers;

    ApiHandler(List<Route> routes, Answers answers) {
        this.routes = routes;
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ApiAnswer answer = answer(request);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        ProblemPages.addRetryAfter(response);
        if (answer.status() == ProblemKind.METHOD_NOT_ALLOWED.status()) {
            response.getHeaders().put(HttpHeader.ALLOW, METHODS);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private ApiAnswer answer(Request request) {
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        try {
            return routed(request, path);
        } catch (ProblemException e) {
            return answers.problem(e.problem().at(path));
        } catch (NotReachedException e) {
            return answers.problem(Problem.notReached(e).at(path));
        } catch (PipelineException e) {
            LOG.debug("No answer to {}", path, e);
            return answers.problem(Problem.of(kindOf(e.kind()), e.getMessage()).at(path));
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", path, e);
            return answers.problem(Problem.of(ProblemKind.INTERNAL, "The log of the service says more")
                    .at(path));
        }
    }

    private ApiAnswer routed(Request request, String path) {
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(path);
            if (values.isPresent()) {
                request.setAttribute(ROUTE, route.template());
                requireReading(request);
                return route.answer(
                        route.request(values.get(), request.getHttpURI().getQuery()));
            }
        }
        throw new ProblemException(
                Problem.of(ProblemKind.UNKNOWN_PATH, "There is nothing at this path; /openapi.json names all paths"));
    }

    private static void requireReading(Request request) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            throw new ProblemException(
                    Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "The methods of this path are " + METHODS));
        }
    }

    private static ProblemKind kindOf(FailureKind kind) {
        return switch (kind) {
            case NOT_READY -> ProblemKind.NOT_READY;
            case ONLINE_STORE -> ProblemKind.STORE_UNAVAILABLE;
            case CONFIGURATION, ENVIRONMENT, SOURCE, BROKER, LAKE, DATA_LOSS, INTERNAL -> ProblemKind.INTERNAL;
        };
    }
}
