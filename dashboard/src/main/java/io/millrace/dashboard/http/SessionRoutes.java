package io.millrace.dashboard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.access.Role;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;

/** Who somebody is to the dashboard; login and logout. */
record SessionRoutes(Keys keys, Door door) {
    private static final Pattern PATH = Pattern.compile("/v1/session");
    private static final String SAFELY = "; Path=/; HttpOnly; SameSite=Strict";

    List<Route> all() {
        return List.of(
                new Route("GET", PATH, Optional.empty(), visit -> visit.json(200, session(door.roleOf(visit)))),
                new Route("POST", PATH, Optional.empty(), this::login),
                new Route("DELETE", PATH, Optional.empty(), this::logout));
    }

    private Map<String, Object> session(Optional<Role> role) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("role", role);
        session.put("keys", !keys.isOpen());
        return session;
    }

    private void login(Visit visit) {
        String key = key(visit);
        Role role = keys.ofKey(key)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.KEY_NEEDED, "This key is nobody's; whoever runs the dashboard has set it"));
        String token = keys.token(key).orElseThrow();
        visit.response().getHeaders().add(HttpHeader.SET_COOKIE, Door.COOKIE + "=" + token + SAFELY);
        visit.json(200, session(Optional.of(role)));
    }

    private static String key(Visit visit) {
        try {
            JsonNode body = Json.mapper().readTree(Content.Source.asString(visit.request()));
            if (body != null && body.path("key").isTextual()) {
                return body.path("key").asText();
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The body is no JSON");
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The body did not arrive: " + e.getMessage());
        }
        throw new ProblemException(ProblemKind.INVALID_REQUEST, "The body must be {\"key\": \"...\"}");
    }

    private void logout(Visit visit) {
        visit.response().getHeaders().add(HttpHeader.SET_COOKIE, Door.COOKIE + "=; Max-Age=0" + SAFELY);
        visit.json(200, session(Optional.empty()));
    }
}
