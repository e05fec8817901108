package io.millrace.local.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a stack was started with, kept in its folder so that later commands find it.
 *
 * @param portBase first of its ports
 * @param pipeline the pipeline file
 * @param ownDatabase whether the source is the embedded Postgres
 * @param asOf the moment from which ages are counted; the newest event where there is none
 * @param trino whether Trino runs beside it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StackOptions(int portBase, String pipeline, boolean ownDatabase, Optional<String> asOf, boolean trino) {
    private static final String FILE = "stack.json";

    /** Those of the stack in this folder, if it was ever started. */
    public static Optional<StackOptions> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.mapper().readValue(file.toFile(), StackOptions.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "%s is damaged: %s; remove it and start the stack again with the flags that it had"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw StackFolder.unusable("read", file, e);
        }
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(FILE), Json.mapper().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Options can be written as JSON", e);
        } catch (IOException e) {
            throw StackFolder.unusable("write into", folder, e);
        }
    }

    public StackPorts ports() {
        return new StackPorts(portBase);
    }
}
