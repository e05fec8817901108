package io.millrace.local.demo;

import io.millrace.local.stack.Stack;

/** Stops what a demo has started. */
record Stopping(Stack stack, Story story) {
    void run() {
        story.line("Stopping ...");
        // An interrupt asked for the end; what follows is the end, and must not be interrupted itself.
        boolean interrupted = Thread.interrupted();
        stack.stop();
        story.line("Stopped. The state is kept; './millrace up' continues from there.");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
