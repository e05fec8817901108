package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Machine;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackFolder;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which stack a command means: the folder of its state and the first of its ports. */
final class StackFlags {
    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "where the stack keeps its state (default: below .millrace in the checkout)")
    private Path dataDir;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "first of its ports; the others follow (default: setting local.port-base, 8600)")
    private Integer portBase;

    private Settings settings;

    Settings settings() {
        if (settings == null) {
            settings = Settings.load();
        }
        return settings;
    }

    Path home() {
        return MillraceHome.find().path();
    }

    /** The folder that the flag names, or this one below the checkout. */
    Path folderOr(String name) {
        return dataDir == null ? StackFolder.root(home()).resolve(name) : dataDir.toAbsolutePath();
    }

    /** The first port: as the flag says, else as the stack in this folder had it, else as the setting says. */
    int portBase(Path folder) {
        return Optional.ofNullable(portBase)
                .or(() -> StackOptions.read(folder).map(StackOptions::portBase))
                .orElseGet(() -> settings().number("local.port-base"));
    }

    Stack stack(Path folder, StackOptions options) {
        return new Stack(folder, options, settings());
    }

    /** The stack that the flag names, or the one that was started last. */
    Optional<Stack> existing() {
        Optional<Path> folder = dataDir == null ? StackFolder.current(home()) : Optional.of(dataDir.toAbsolutePath());
        return folder.flatMap(path -> StackOptions.read(path).map(options -> stack(path, options)));
    }

    /** Refuses what the stack cannot start on or beside, then makes it the one that later commands mean. */
    void claim(Stack stack) {
        Machine.require(settings(), stack);
        stack.requireStartable();
        StackFolder.remember(home(), stack.folder());
    }

    /** As {@link #existing}, or a sentence for the user. */
    Stack required() {
        return existing()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        dataDir == null
                                ? "Nothing has been started yet; start with './millrace up' or './millrace demo'"
                                : "There is no stack in %s; start one there with './millrace up --data-dir %s'"
                                        .formatted(dataDir, dataDir)));
    }
}
