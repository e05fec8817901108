package io.millrace.local.stack;

import java.util.function.Consumer;

/**
 * Brings up everything of a stack that does not run.
 *
 * @param story gets a line for each step
 */
public record StackStart(Stack stack, Consumer<String> story) {

    /** Returns when every part answers; what has started before a failure runs on. */
    public void run() throws InterruptedException {
        try {
            start();
        } catch (RuntimeException e) {
            if (stack.isRunning()) {
                story.accept(
                        "Not everything has started; './millrace up' goes on from here, './millrace down' stops it");
            }
            throw e;
        }
    }

    private void start() throws InterruptedException {
        story.accept("Starting the services in " + stack.folder());
        stack.startServices();
        stack.launch(MillraceProcess.LAKEHOUSE);
        if (VideoSource.isOf(stack.options())) {
            new VideoSource(stack).create();
        } else if (stack.options().ownDatabase()) {
            new ShopSource(stack).create();
        }
        for (MillraceProcess process : MillraceProcess.values()) {
            stack.launch(process);
        }
        for (MillraceProcess process : MillraceProcess.values()) {
            stack.awaitLive(process);
            story.accept("  %s answers at %s".formatted(process.module(), stack.endpoint(process)));
        }
        stack.awaitBegun(MillraceProcess.CDC);
        for (MillraceProcess process : MillraceProcess.values()) {
            stack.requireRunning(process);
        }
        if (stack.options().trino()) {
            stack.startTrino(story);
        }
    }
}
