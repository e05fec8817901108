package io.millrace.streaming;

import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;

/** The process that keeps what must be fresh within a second. */
public final class StreamingMain {
    private StreamingMain() {}

    public static void main(String[] args) {
        Entrypoint.run("streaming", "keeps users' interactions and items in Redis as they are now", args, settings -> {
            try (var live = new LiveState(StreamingConfig.from(settings), PipelineFile.of(settings))) {
                live.start();
                live.await();
            }
        });
    }
}
