package io.millrace.dashboard.http;

import io.millrace.dashboard.access.Role;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path that answers one method.
 *
 * @param path matches paths as they are sent
 * @param role who may ask; nothing where everybody may
 */
record Route(String method, Pattern path, Optional<Role> role, Action action) {
    /** What a route does: it answers the visit, at once or later. */
    @FunctionalInterface
    interface Action {
        void answer(Visit visit);
    }

    /** What anybody may see: nothing of it is of the pipeline. */
    static Route open(String path, Action action) {
        return new Route("GET", Pattern.compile(path), Optional.empty(), action);
    }

    /** What viewers may see. */
    static Route viewed(String path, Action action) {
        return new Route("GET", Pattern.compile(path), Optional.of(Role.VIEWER), action);
    }

    /** What operators may do. */
    static Route operated(String path, Action action) {
        return new Route("POST", Pattern.compile(path), Optional.of(Role.OPERATOR), action);
    }

    boolean isAt(String rawPath) {
        return path.matcher(rawPath).matches();
    }

    boolean answers(String asked) {
        return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
    }
}
