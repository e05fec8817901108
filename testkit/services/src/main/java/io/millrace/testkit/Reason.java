package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in words. */
public final class Reason {
    private Reason() {}

    /** The reason, also where the exception itself names nothing but the file. */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "this user may not write " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException absent) {
            return "%s does not exist and cannot be made".formatted(absent.getFile());
        }
        if (failure instanceof FileAlreadyExistsException file) {
            return "%s is a file, not a folder".formatted(file.getFile());
        }
        return failure instanceof FileSystemException other && other.getReason() != null
                ? other.getReason()
                : failure.getMessage();
    }
}
