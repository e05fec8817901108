package io.millrace.dashboard.upstream;

import java.util.Optional;

/**
 * What a process has answered, or that it has not.
 *
 * @param status of HTTP; 0 where nothing came
 * @param mediaType of the body
 * @param silence why nothing came; nothing where something did
 */
public record Heard(int status, String mediaType, byte[] body, Optional<String> silence) {
    private static final String NO_TYPE = "application/octet-stream";

    static Heard silent(String reason) {
        return new Heard(0, NO_TYPE, new byte[0], Optional.of(reason));
    }

    static Heard answer(int status, Optional<String> mediaType, byte[] body) {
        return new Heard(status, mediaType.orElse(NO_TYPE), body, Optional.empty());
    }

    /** Whether it is what was asked for. */
    public boolean isGood() {
        return status >= 200 && status < 300;
    }
}
