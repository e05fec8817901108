package io.millrace.dashboard.http;

import io.millrace.contracts.process.Loopback;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.access.Role;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Lets in who may come in: by a key in {@code Authorization: Bearer}, or by the cookie that a login leaves; without keys,
 * who asks for this machine by a name of its own.
 */
record Door(Keys keys) {
    static final String COOKIE = "millrace-dashboard";

    private static final String BEARER = "Bearer ";

    /** The role of a visitor; nothing for a stranger. */
    Optional<Role> roleOf(Visit visit) {
        if (keys.isOpen()) {
            return Loopback.isOwnName(Request.getServerName(visit.request()))
                    ? Optional.of(Role.OPERATOR)
                    : Optional.empty();
        }
        return visit.header(HttpHeader.AUTHORIZATION)
                .filter(value -> value.startsWith(BEARER))
                .flatMap(value -> keys.ofKey(value.substring(BEARER.length()).trim()))
                .or(() -> Request.getCookies(visit.request()).stream()
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .findFirst()
                        .flatMap(cookie -> keys.ofToken(cookie.getValue())));
    }

    /** Ends the visit of who may not do what the route does. */
    void require(Route route, Visit visit) {
        if (!route.method().equals("GET")) {
            requireOwnPage(visit);
        }
        if (route.role().isEmpty()) {
            return;
        }
        Role role = roleOf(visit)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.KEY_NEEDED,
                        keys.isOpen()
                                ? "Without keys the dashboard answers to the names of this machine alone, such as localhost"
                                : "Log in on the page, or send 'Authorization: Bearer KEY'"));
        if (!role.covers(route.role().get())) {
            throw new ProblemException(
                    ProblemKind.OPERATOR_NEEDED,
                    "This key is a %s's; ask somebody with the operator's key".formatted(role.label()));
        }
    }

    /** A browser names the page that asks; programs name none. */
    static void requireOwnPage(Visit visit) {
        visit.header(HttpHeader.ORIGIN).ifPresent(origin -> {
            String host = visit.header(HttpHeader.HOST).orElse("");
            if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
                throw new ProblemException(
                        ProblemKind.FOREIGN_PAGE, "The page at %s is not this dashboard".formatted(origin));
            }
        });
    }
}
