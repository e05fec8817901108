package io.millrace.workloads.video;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.Map;

/** The pipeline file beside the module. */
public final class VideoPipeline {
    private VideoPipeline() {}

    public static Pipeline read() {
        return PipelineFile.read(
                Path.of("pipeline.yaml"),
                Map.of(
                        "MILLRACE_VIDEO_URL", "jdbc:postgresql://localhost:5432/video",
                        "MILLRACE_VIDEO_USER", "millrace",
                        "MILLRACE_VIDEO_PASSWORD", "secret"));
    }
}
