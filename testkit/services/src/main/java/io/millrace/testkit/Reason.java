package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Why a file could not be used, in words. */
final class Reason {
    private Reason() {}

    /** The reason, where the exception itself names nothing but the file. */
    static String of(IOException failure) {
        return failure instanceof AccessDeniedException denied
                ? "this user may not write " + denied.getFile()
                : failure.getMessage();
    }
}
