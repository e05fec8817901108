package io.millrace.orchestration.step;

/** Turns a program into a command. */
public interface Launcher {
    /**
     * The command as of now.
     *
     * @throws io.millrace.contracts.process.PipelineException of kind ENVIRONMENT when the program has not been built
     */
    Command command(Program program);
}
