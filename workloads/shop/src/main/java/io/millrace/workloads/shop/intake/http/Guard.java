package io.millrace.workloads.shop.intake.http;

import io.millrace.contracts.process.Loopback;
import io.millrace.contracts.process.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets through who presents the key. Where there is none, who asks for this machine by a name of its own: a web page can
 * give its own name this machine's address.
 */
final class Guard extends Handler.Wrapper {
    private static final String BEARER = "Bearer ";

    private final Secret key;

    Guard(Handler handler, Secret key) {
        super(handler);
        this.key = key;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Problem> problem = key.isEmpty() ? foreignName(request) : wrongKey(request);
        if (problem.isEmpty()) {
            return super.handle(request, response, callback);
        }
        Answers.problem(response, callback, problem.get());
        return true;
    }

    private static Optional<Problem> foreignName(Request request) {
        String name = Request.getServerName(request).toLowerCase(Locale.ROOT);
        return Loopback.isOwnName(name)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemKind.FOREIGN_NAME,
                        "Without a key the intake answers to the names of this machine, such as localhost"));
    }

    private Optional<Problem> wrongKey(Request request) {
        String header = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        boolean right = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(bytes(header.substring(BEARER.length()).strip()), bytes(key.reveal()));
        return right
                ? Optional.empty()
                : Optional.of(Problem.of(ProblemKind.UNKNOWN_KEY, "Send the key as Authorization: Bearer KEY"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
