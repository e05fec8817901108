package io.millrace.gateway.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/**
 * The pages of other origins from which a browser may send events (CORS).
 *
 * @param listed such as {@code https://shop.example}, or {@link #ANY} alone
 */
public record WebOrigins(Set<String> listed) {
    /** Every page there is. */
    static final String ANY = "*";

    private static final Pattern ORIGIN =
            Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    public WebOrigins {
        listed = Set.copyOf(listed);
        for (String origin : listed) {
            boolean isUsable = origin.equals(ANY)
                    ? listed.size() == 1
                    : ORIGIN.matcher(origin).matches();
            if (!isUsable) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "gateway.http.origins has '%s', but an origin is written as browsers do, such as https://shop.example or http://localhost:3000: in lower case, without a path; %s stands alone"
                                .formatted(origin, ANY));
            }
        }
    }

    /** Whether every page may send. */
    public boolean areAny() {
        return listed.contains(ANY);
    }

    /** Lets pages of these origins send to a handler and read its answers; with none of them it stays as it is. */
    Handler before(Handler handler) {
        if (listed.isEmpty()) {
            return handler;
        }
        var crossOrigin = new CrossOriginHandler();
        crossOrigin.setAllowedOriginPatterns(
                areAny() ? listed : listed.stream().map(WebOrigins::pattern).collect(Collectors.toSet()));
        crossOrigin.setAllowedMethods(Set.of(HttpMethod.POST.asString()));
        crossOrigin.setAllowedHeaders(Set.of(HttpHeader.CONTENT_TYPE.asString(), HttpHeader.AUTHORIZATION.asString()));
        crossOrigin.setExposedHeaders(Set.of(HttpHeader.RETRY_AFTER.asString()));
        // A key is sent by the page, never by the browser of its own accord.
        crossOrigin.setAllowCredentials(false);
        crossOrigin.setDeliverPreflightRequests(false);
        crossOrigin.setPreflightMaxAge(REMEMBERED);
        crossOrigin.setHandler(handler);
        return crossOrigin;
    }

    private static String pattern(String origin) {
        return origin.replaceAll("[.\\[\\]]", "\\\\$0");
    }
}
